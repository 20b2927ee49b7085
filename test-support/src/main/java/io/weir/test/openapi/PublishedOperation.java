package io.weir.test.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * An operation of an OpenAPI document.
 *
 * @param method in capitals
 * @param node what the document says of it
 */
record PublishedOperation(String method, String path, JsonNode node) {

    /** All, in the document's order. */
    static List<PublishedOperation> of(JsonNode document) {
        List<PublishedOperation> all = new ArrayList<>();
        document.path("paths")
                .forEachEntry((path, item) -> item.forEachEntry((method, node) ->
                        all.add(new PublishedOperation(method.toUpperCase(Locale.ROOT), path, node))));
        return all;
    }

    String id() {
        return node.path("operationId").asString("");
    }

    /** The body of a request as the document shows it; missing where it takes none. */
    JsonNode example() {
        JsonNode json = node.path("requestBody").path("content").path("application/json");
        JsonNode only = json.path("example");
        return only.isMissingNode()
                ? json.path("examples").valueStream().findFirst().orElse(only).path("value")
                : only;
    }

    /** Where it is about things that are not there. */
    String nowhere() {
        String target = path;
        for (JsonNode parameter : node.path("parameters")) {
            boolean isId = parameter.at("/schema/format").asString("").equals("uuid");
            String name = "{" + parameter.path("name").asString("") + "}";
            target = target.replace(name, isId ? "00000000-0000-0000-0000-000000000000" : "no-such-thing");
        }
        return target;
    }

    /** For what is said of it: method and path. */
    String name() {
        return method + " " + path;
    }
}
