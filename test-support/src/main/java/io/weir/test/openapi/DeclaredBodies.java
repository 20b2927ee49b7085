package io.weir.test.openapi;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds answers that are no problems against what the document says of the operation: status, headers, media type and body. */
record DeclaredBodies(SchemaCheck schemas) {

    private static final String JSON = "application/json";

    /** @param response with a status below 400 */
    List<String> faults(HttpResponse<String> response, JsonNode operation) {
        String status = Integer.toString(response.statusCode());
        JsonNode answer = schemas.resolve(operation.path("responses").path(status));
        if (answer.isMissingNode()) {
            return List.of("the document does not say that it answers " + status + ": " + response.body());
        }
        List<String> headers = headerFaults(response, answer, status);
        return headers.isEmpty() ? bodyFaults(response, answer.path("content")) : headers;
    }

    /** Those that the document says of the answer, and it has not. */
    private static List<String> headerFaults(HttpResponse<String> response, JsonNode answer, String status) {
        return answer.path("headers").properties().stream()
                .filter(header -> header.getValue().path("required").asBoolean(false))
                .filter(header -> response.headers().firstValue(header.getKey()).isEmpty())
                .map(header -> "its answer " + status + " has no " + header.getKey())
                .toList();
    }

    private List<String> bodyFaults(HttpResponse<String> response, JsonNode content) {
        String mediaType = mediaType(response);
        if (content.isEmpty()) {
            return response.body().isEmpty() && mediaType.isEmpty()
                    ? List.of()
                    : List.of("a body that the document does not say, of type '" + mediaType + "': " + response.body());
        }
        if (!content.has(mediaType)) {
            return List.of("its type is '" + mediaType + "', the document says " + content.propertyNames() + ": "
                    + response.body());
        }
        // Others are bytes, of which there may be none.
        return mediaType.equals(JSON)
                ? jsonFaults(response.body(), content.path(JSON).path("schema"))
                : List.of();
    }

    private List<String> jsonFaults(String body, JsonNode schema) {
        if (body.isEmpty()) {
            return List.of("no body, though the document says one");
        }
        try {
            return schemas.faults(JsonMapper.shared().readTree(body), schema);
        } catch (JacksonException notJson) {
            return List.of("no JSON: " + body);
        }
    }

    /** Without parameters; empty where none is said. */
    private static String mediaType(HttpResponse<String> response) {
        String type = response.headers().firstValue("Content-Type").orElse("");
        return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
