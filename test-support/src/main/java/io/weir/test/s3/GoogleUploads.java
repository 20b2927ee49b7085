package io.weir.test.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Uploads in parts, as Google takes them: each knows what it has, and makes its object with the last byte. */
final class GoogleUploads {

    /** The parameter that names an upload. */
    static final String ID = "upload_id";

    private static final int INCOMPLETE = 308;
    private static final int STEP = 256 << 10;
    private static final Pattern DIGEST = Pattern.compile("\"md5Hash\":\"([^\"]+)\"");
    private static final Pattern RANGE = Pattern.compile("bytes (?:\\*|(\\d+)-(\\d+))/(\\d+)");

    private final Map<String, Upload> uploads = new HashMap<>();
    private int most = Integer.MAX_VALUE;

    /** Makes an object, or refuses to. */
    interface Maker {
        Answer make(Call call, byte[] content);
    }

    private static final class Upload {
        private final String md5;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private @Nullable Answer end;

        private Upload(String md5) {
            this.md5 = md5;
        }
    }

    synchronized void keepOnly(int bytes) {
        most = bytes;
    }

    synchronized void forget() {
        uploads.clear();
    }

    synchronized Answer begin(Call call, URI endpoint) throws IOException {
        Matcher digest = DIGEST.matcher(new String(call.body(), UTF_8));
        if (!digest.find()) {
            return GoogleServer.error(400, "required", "md5Hash");
        }
        String id = UUID.randomUUID().toString();
        uploads.put(id, new Upload(digest.group(1)));
        String condition = call.isPutIfAbsent() ? "&ifGenerationMatch=0" : "";
        String location = endpoint + "/upload/storage/v1/b/" + call.bucket() + "/o?uploadType=resumable&name="
                + URLEncoder.encode(call.key(), UTF_8).replace("+", "%20") + condition + "&" + ID + "=" + id;
        return new Answer(200, Map.of("Location", location), new byte[0]);
    }

    synchronized Answer go(Call call, Maker maker) throws IOException {
        Upload upload = uploads.get(call.parameter(ID));
        Matcher range = RANGE.matcher(String.valueOf(call.header("Content-Range")));
        if (upload == null) {
            return GoogleServer.error(410, "gone", "No such upload.");
        }
        if (upload.end != null) {
            return upload.end;
        }
        if (!range.matches()) {
            return GoogleServer.error(400, "badRequest", "Invalid Content-Range.");
        }
        return range.group(1) == null ? incomplete(upload) : take(call, upload, range, maker);
    }

    private Answer take(Call call, Upload upload, Matcher range, Maker maker) throws IOException {
        int first = Integer.parseInt(range.group(1));
        int total = Integer.parseInt(range.group(3));
        byte[] part = call.body();
        boolean isLast = first + part.length == total;
        if (first > upload.bytes.size()
                || Integer.parseInt(range.group(2)) != first + part.length - 1
                || (!isLast && part.length % STEP != 0)) {
            return GoogleServer.error(400, "invalid", "Invalid part.");
        }
        int known = upload.bytes.size() - first;
        int kept = Math.max(0, Math.min(part.length - known, most));
        most = Integer.MAX_VALUE;
        upload.bytes.write(part, known, kept);
        return upload.bytes.size() < total ? incomplete(upload) : end(call, upload, maker);
    }

    private static Answer end(Call call, Upload upload, Maker maker) {
        byte[] content = upload.bytes.toByteArray();
        Answer end = upload.md5.equals(Base64.getEncoder().encodeToString(Stored.md5(content)))
                ? maker.make(call, content)
                : GoogleServer.error(400, "invalid", "Provided MD5 hash does not match.");
        upload.end = end;
        return end;
    }

    private static Answer incomplete(Upload upload) {
        Map<String, String> kept =
                upload.bytes.size() == 0 ? Map.of() : Map.of("Range", "bytes=0-" + (upload.bytes.size() - 1));
        return new Answer(INCOMPLETE, kept, new byte[0]);
    }
}
