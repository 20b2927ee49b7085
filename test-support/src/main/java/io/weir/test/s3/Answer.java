package io.weir.test.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;

/** What the server says to a call. */
final class Answer {

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    Answer(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    static Answer empty(int status) {
        return new Answer(status, Map.of(), new byte[0]);
    }

    static Answer tagged(String tag) {
        return new Answer(200, Map.of("ETag", tag), new byte[0]);
    }

    static Answer xml(String body) {
        return xml(200, body);
    }

    static Answer error(int status, String code) {
        return xml(status, "<Error><Code>" + code + "</Code><Message>As told</Message></Error>");
    }

    private static Answer xml(int status, String body) {
        String whole = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + body;
        return new Answer(status, Map.of("Content-Type", "application/xml"), whole.getBytes(UTF_8));
    }

    static Answer json(int status, String body) {
        return new Answer(status, Map.of("Content-Type", "application/json"), body.getBytes(UTF_8));
    }

    static String unescaped(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&amp;", "&");
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
