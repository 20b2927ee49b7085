package io.weir.standalone.resource;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One operation of the API.
 *
 * @param path with a name in braces for each of its parameters
 * @param body what is sent; absent where nothing is
 * @param example a body as people send it; missing where the document has none
 * @param answer what comes back; absent where nothing does, or no JSON
 */
record Operation(
        String id,
        String method,
        String path,
        String summary,
        String description,
        List<Parameter> parameters,
        Schema body,
        JsonNode example,
        Schema answer) {

    /** One parameter of an operation; {@code in} is {@code path}, {@code query} or {@code header}. */
    record Parameter(String name, String in, boolean required, Schema schema) {

        /** Where it stands in the path of its operation. */
        String placeholder() {
            return "{" + name + "}";
        }
    }

    List<Parameter> parameters(String in) {
        return parameters.stream()
                .filter(parameter -> parameter.in().equals(in))
                .toList();
    }

    private boolean takes(String in, String name) {
        return parameters(in).stream().anyMatch(parameter -> parameter.name().equalsIgnoreCase(name));
    }

    /** Whether it answers with one page of many. */
    boolean isPaged() {
        return method.equals("GET") && takes("query", "pageToken");
    }

    /** Whether the platform knows a repeated call by its key, so that it may be repeated where an answer was lost. */
    boolean takesIdempotencyKey() {
        return takes("header", "Idempotency-Key");
    }

    /** Whether it changes a part of a resource, and can be made to do so only where that is still the one that was read. */
    boolean changesByTag() {
        return method.equals("PATCH") && takes("header", "If-Match");
    }

    /** Whether an answer can be printed: there is none, or it is JSON. Streams of bytes and of events are not for commands. */
    boolean isPrintable() {
        return answer.isPresent() || !method.equals("GET");
    }

    /** A name as one segment of a path. */
    static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
