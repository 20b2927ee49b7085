package io.weir.test.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the server does with objects. A write with a condition is decided in one step, as S3 says it is. */
final class Bucket {

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");
    private static final Pattern PART = Pattern.compile("<PartNumber>(\\d+)</PartNumber>");

    private static final Pattern KEY = Pattern.compile("<Key>([^<]+)</Key>");

    final ConcurrentSkipListMap<String, Upload> uploads = new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListMap<String, Stored> objects;
    final Set<String> undeletable = ConcurrentHashMap.newKeySet();
    private final AtomicLong uploadIds = new AtomicLong();

    Bucket(ConcurrentSkipListMap<String, Stored> objects) {
        this.objects = objects;
    }

    /** Parts by their number, of what may become an object. */
    record Upload(String key, Map<Integer, byte[]> parts) {}

    Answer answer(Call call) throws IOException {
        if (call.asks("uploads") || call.asks("uploadId")) {
            return upload(call);
        }
        if (call.asks("delete")) {
            return deleteAll(new String(call.body(), UTF_8));
        }
        return switch (call.method()) {
            case "PUT" -> call.key().isEmpty() ? Answer.empty(200) : put(call, call.body());
            case "GET" -> call.key().isEmpty() ? new Listing(objects).of(call) : get(call);
            case "HEAD" -> get(call);
            case "DELETE" -> delete(call);
            default -> Answer.error(405, "MethodNotAllowed");
        };
    }

    private Answer delete(Call call) {
        String wanted = call.header("If-Match");
        AtomicBoolean kept = new AtomicBoolean();
        objects.computeIfPresent(call.key(), (key, stored) -> {
            kept.set(wanted != null && !wanted.equals(stored.tag()));
            return kept.get() ? stored : null;
        });
        return kept.get() ? refusal() : Answer.empty(204);
    }

    private Answer put(Call call, byte[] content) {
        String md5 = call.header("Content-MD5");
        if (md5 != null && !md5.equals(Base64.getEncoder().encodeToString(Stored.md5(content)))) {
            return Answer.error(400, "BadDigest");
        }
        return place(call, content) ? Answer.tagged(Stored.now(content).tag()) : refusal();
    }

    private boolean place(Call call, byte[] content) {
        if (call.isPutIfAbsent()) {
            return objects.putIfAbsent(call.key(), Stored.now(content)) == null;
        }
        String wanted = call.header("If-Match");
        Stored stored = Stored.now(content);
        if (wanted != null) {
            return stored
                    == objects.computeIfPresent(
                            call.key(), (key, before) -> wanted.equals(before.tag()) ? stored : before);
        }
        objects.put(call.key(), stored);
        return true;
    }

    private static Answer refusal() {
        return Answer.error(412, "PreconditionFailed");
    }

    private Answer get(Call call) {
        Stored stored = objects.get(call.key());
        if (stored == null) {
            return Answer.error(404, "NoSuchKey");
        }
        String wanted = call.header("If-Match");
        if (wanted != null && !wanted.equals(stored.tag())) {
            return refusal();
        }
        String modified =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(stored.modified().atOffset(ZoneOffset.UTC));
        Map<String, String> headers = Map.of("ETag", stored.tag(), "Last-Modified", modified);
        String range = call.header("Range");
        return range == null ? new Answer(200, headers, stored.content()) : part(range, headers, stored.content());
    }

    private static Answer part(String range, Map<String, String> headers, byte[] content) {
        Matcher matcher = RANGE.matcher(range);
        if (!matcher.matches()) {
            return Answer.error(400, "InvalidArgument");
        }
        int first = Integer.parseInt(matcher.group(1));
        int end = matcher.group(2).isEmpty() ? content.length : Integer.parseInt(matcher.group(2)) + 1;
        if (first >= content.length) {
            return Answer.error(416, "InvalidRange");
        }
        byte[] bytes = Arrays.copyOfRange(content, first, Math.min(end, content.length));
        Map<String, String> all = new HashMap<>(headers);
        all.put("Content-Range", "bytes " + first + "-" + (first + bytes.length - 1) + "/" + content.length);
        return new Answer(206, all, bytes);
    }

    /** Quietly: only what was not deleted is named. */
    private Answer deleteAll(String body) {
        StringBuilder errors = new StringBuilder();
        for (MatchResult key : KEY.matcher(body).results().toList()) {
            if (undeletable.contains(Answer.unescaped(key.group(1)))) {
                errors.append("<Error><Key>").append(key.group(1)).append("</Key><Code>SlowDown</Code></Error>");
            } else {
                objects.remove(Answer.unescaped(key.group(1)));
            }
        }
        return Answer.xml("<DeleteResult>" + errors + "</DeleteResult>");
    }

    private Answer upload(Call call) throws IOException {
        String id = call.parameter("uploadId");
        if (call.asks("uploads")) {
            String created = "upload-" + uploadIds.incrementAndGet();
            uploads.put(created, new Upload(call.key(), new LinkedHashMap<>()));
            return Answer.xml("<InitiateMultipartUploadResult><UploadId>" + created
                    + "</UploadId></InitiateMultipartUploadResult>");
        }
        Upload upload = uploads.get(id);
        if (upload == null) {
            return Answer.error(404, "NoSuchUpload");
        }
        return switch (call.method()) {
            case "PUT" -> {
                byte[] part = call.body();
                upload.parts().put(Integer.parseInt(call.parameter("partNumber")), part);
                yield Answer.tagged(Stored.now(part).tag());
            }
            case "POST" -> complete(call, id, upload.parts());
            case "DELETE" -> {
                uploads.remove(id);
                yield Answer.empty(204);
            }
            default -> Answer.error(405, "MethodNotAllowed");
        };
    }

    private Answer complete(Call call, String id, Map<Integer, byte[]> parts) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (MatchResult part :
                PART.matcher(new String(call.body(), UTF_8)).results().toList()) {
            byte[] content = parts.get(Integer.valueOf(part.group(1)));
            if (content == null) {
                return Answer.error(400, "InvalidPart");
            }
            whole.write(content);
        }
        if (!place(call, whole.toByteArray())) {
            return refusal();
        }
        uploads.remove(id);
        return Answer.xml("<CompleteMultipartUploadResult><Key>" + Answer.escaped(call.key())
                + "</Key><ETag>\"parts\"</ETag></CompleteMultipartUploadResult>");
    }
}
