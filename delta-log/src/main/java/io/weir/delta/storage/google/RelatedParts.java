package io.weir.delta.storage.google;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.delta.json.DeltaJson;
import io.weir.delta.storage.rest.Payload;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.UUID;

/** The digest that an object must have, and then its bytes, in one body. */
record RelatedParts(String type, BodyPublisher body) {

    private static final String LINE = "\r\n";

    static RelatedParts of(Payload payload) {
        String boundary = UUID.randomUUID().toString();
        String description = DeltaJson.mapper().writeValueAsString(Map.of("md5Hash", payload.md5()));
        String before = part(boundary, "application/json; charset=UTF-8")
                + description
                + LINE
                + part(boundary, "application/octet-stream");
        String after = LINE + "--" + boundary + "--" + LINE;
        return new RelatedParts(
                "multipart/related; boundary=" + boundary,
                BodyPublishers.concat(
                        BodyPublishers.ofByteArray(before.getBytes(UTF_8)),
                        payload.body(),
                        BodyPublishers.ofByteArray(after.getBytes(UTF_8))));
    }

    private static String part(String boundary, String type) {
        return "--" + boundary + LINE + "Content-Type: " + type + LINE + LINE;
    }
}
