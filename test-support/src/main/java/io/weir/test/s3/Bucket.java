package io.weir.test.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What the server does with objects. A write with a condition is decided in one step, as S3 says it is. */
final class Bucket {

    private static final Pattern PART = Pattern.compile("<PartNumber>(\\d+)</PartNumber>");

    final ConcurrentSkipListMap<String, Stored> objects = new ConcurrentSkipListMap<>();
    final ConcurrentSkipListMap<String, Map<Integer, byte[]>> uploads = new ConcurrentSkipListMap<>();
    private final AtomicLong uploadIds = new AtomicLong();

    Answer answer(Call call) throws IOException {
        if (call.asks("uploads") || call.asks("uploadId")) {
            return upload(call);
        }
        return switch (call.method()) {
            case "PUT" -> call.key().isEmpty() ? Answer.empty(200) : put(call, call.body());
            case "GET" -> call.key().isEmpty() ? new Listing(objects).of(call) : get(call);
            case "HEAD" -> get(call);
            case "DELETE" -> {
                objects.remove(call.key());
                yield Answer.empty(204);
            }
            default -> Answer.error(405, "MethodNotAllowed");
        };
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
        objects.put(call.key(), Stored.now(content));
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
        String modified =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(stored.modified().atOffset(ZoneOffset.UTC));
        return new Answer(200, Map.of("ETag", stored.tag(), "Last-Modified", modified), stored.content());
    }

    private Answer upload(Call call) throws IOException {
        String id = call.parameter("uploadId");
        if (call.asks("uploads")) {
            String created = "upload-" + uploadIds.incrementAndGet();
            uploads.put(created, new LinkedHashMap<>());
            return Answer.xml("<InitiateMultipartUploadResult><UploadId>" + created
                    + "</UploadId></InitiateMultipartUploadResult>");
        }
        Map<Integer, byte[]> parts = uploads.get(id);
        if (parts == null) {
            return Answer.error(404, "NoSuchUpload");
        }
        return switch (call.method()) {
            case "PUT" -> {
                byte[] part = call.body();
                parts.put(Integer.parseInt(call.parameter("partNumber")), part);
                yield Answer.tagged(Stored.now(part).tag());
            }
            case "POST" -> complete(call, id, parts);
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
