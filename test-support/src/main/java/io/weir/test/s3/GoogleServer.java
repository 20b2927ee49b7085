package io.weir.test.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that speaks as Google Cloud Storage's JSON API does, with one bucket: uploads whose digest goes before them, the
 * condition that there is no generation yet, uploads in parts, and listings by page tokens. It asks for a token if it was told one.
 */
public final class GoogleServer extends ObjectServer {

    private static final Pattern OBJECTS =
            Pattern.compile("(upload/)?storage/v1/b/([^/]+)/o(?:/(.*))?", Pattern.DOTALL);
    private static final Pattern BOUNDARY = Pattern.compile("multipart/related; boundary=(\\S+)");
    private static final Pattern DIGEST = Pattern.compile("\"md5Hash\":\"([^\"]+)\"");
    private static final int ROOT = 2;
    private static final int KEY = 3;

    private final GoogleUploads uploads = new GoogleUploads();

    /** Keeps of the next part of an upload no more than so many bytes. */
    public void keepOnly(int bytes) {
        uploads.keepOnly(bytes);
    }

    /** Knows of no upload any more that has begun. */
    public void forgetUploads() {
        uploads.forget();
    }

    @Override
    Call.Subject subject(String method, String path, Map<String, String> query) {
        Matcher matcher = OBJECTS.matcher(path);
        if (!matcher.matches()) {
            return new Call.Subject(method, "", "");
        }
        return matcher.group(1) == null
                ? new Call.Subject(method, matcher.group(ROOT), matcher.group(KEY) == null ? "" : matcher.group(KEY))
                : new Call.Subject("PUT", matcher.group(ROOT), query.getOrDefault("name", ""));
    }

    @Override
    Answer answer(Call call) throws IOException {
        if (isStranger(call)) {
            return error(401, "authError", "Invalid Credentials");
        }
        if (!call.bucket().equals(BUCKET)) {
            return error(404, "notFound", "The specified bucket does not exist.");
        }
        return switch (call.method()) {
            case "PUT" -> put(call);
            case "GET" -> call.key().isEmpty() ? new GoogleListing(objects).of(call) : get(call);
            case "DELETE" -> objects.remove(call.key()) == null ? absent(call) : Answer.empty(204);
            default -> error(405, "methodNotAllowed", "As told");
        };
    }

    private Answer put(Call call) throws IOException {
        return switch (call.parameter("uploadType")) {
            case "multipart" -> upload(call);
            case "resumable" ->
                call.asks(GoogleUploads.ID) ? uploads.go(call, this::place) : uploads.begin(call, endpoint());
            default -> error(400, "badRequest", "Unknown kind of upload.");
        };
    }

    private Answer upload(Call call) throws IOException {
        String type = call.header("Content-Type");
        Matcher boundary = BOUNDARY.matcher(type == null ? "" : type);
        // Bytes as letters: nothing is lost on the way there and back.
        String body = new String(call.body(), ISO_8859_1);
        if (!boundary.matches() || !body.endsWith("\r\n--" + boundary.group(1) + "--\r\n")) {
            return error(400, "badRequest", "Malformed multipart body.");
        }
        String line = "--" + boundary.group(1) + "\r\n";
        int second = body.indexOf(line, line.length());
        Matcher digest = DIGEST.matcher(content(body.substring(line.length(), second)));
        String last = content(body.substring(second + line.length()));
        byte[] bytes = last.substring(0, last.length() - boundary.group(1).length() - "\r\n----\r\n".length())
                .getBytes(ISO_8859_1);
        return digest.find() && digest.group(1).equals(Base64.getEncoder().encodeToString(Stored.md5(bytes)))
                ? place(call, bytes)
                : error(400, "invalid", "Provided MD5 hash does not match.");
    }

    private static String content(String part) {
        return part.substring(part.indexOf("\r\n\r\n") + 4);
    }

    private Answer place(Call call, byte[] content) {
        if (!call.isPutIfAbsent()) {
            objects.put(call.key(), Stored.now(content));
        } else if (objects.putIfAbsent(call.key(), Stored.now(content)) != null) {
            return error(412, "conditionNotMet", "At least one of the pre-conditions you specified did not hold.");
        }
        return Answer.json(200, "{\"generation\":\"1\"}");
    }

    private Answer get(Call call) {
        Stored stored = objects.get(call.key());
        // Of an object that was replaced, the generation before is as absent as one that never was.
        return stored == null
                        || !call.parameter("generation", stored.generation()).equals(stored.generation())
                ? absent(call)
                : new Answer(200, Map.of("ETag", stored.tag()), stored.content());
    }

    private static Answer absent(Call call) {
        return new Answer(404, Map.of(), ("No such object: " + call.bucket() + "/" + call.key()).getBytes(UTF_8));
    }

    static Answer error(int status, String reason, String message) {
        return Answer.json(
                status,
                "{\"error\": {\"code\": " + status + ", \"message\": \"" + message + "\", \"errors\": [{\"reason\": \""
                        + reason + "\"}]}}");
    }
}
