package io.weir.house;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What of a schema breaks programs that were written against an earlier one: of what they send, what is not taken any more; of
 * what they get, what does not come any more.
 */
final class ApiSchemaBreaks {

    private enum Way {
        REQUEST,
        RESPONSE
    }

    private final JsonNode before;
    private final JsonNode after;
    private final List<String> breaks;

    /** @param breaks to which what is found is added */
    ApiSchemaBreaks(JsonNode before, JsonNode after, List<String> breaks) {
        this.before = before;
        this.after = after;
        this.breaks = breaks;
    }

    /** What a reference is to, in its document. */
    static JsonNode resolved(JsonNode node, JsonNode document) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }

    void request(String where, JsonNode then, JsonNode now) {
        compare(where, then, now, Way.REQUEST, Set.of());
    }

    void response(String where, JsonNode then, JsonNode now) {
        compare(where, then, now, Way.RESPONSE, Set.of());
    }

    /** @param within the schemas that this one is part of: some are part of themselves */
    private void compare(String where, JsonNode then, JsonNode now, Way way, Set<String> within) {
        String reference = then.path("$ref").asText();
        if (within.contains(reference)) {
            return;
        }
        Set<String> inner = new HashSet<>(within);
        if (!reference.isEmpty()) {
            inner.add(reference);
        }
        JsonNode old = resolved(then, before);
        JsonNode current = resolved(now, after);
        if (!old.path("type").equals(current.path("type"))) {
            breaks.add(where + " is " + type(current) + " and was " + type(old));
            return;
        }
        values(where, old, current, way);
        required(where, old, current, way);
        for (Map.Entry<String, JsonNode> property : old.path("properties").properties()) {
            String name = where + ": " + property.getKey();
            JsonNode same = current.path("properties").path(property.getKey());
            if (same.isMissingNode()) {
                breaks.add(name + " is removed");
            } else {
                compare(name, property.getValue(), same, way, inner);
            }
        }
        for (String part : List.of("items", "additionalProperties")) {
            if (old.path(part).isObject() && current.path(part).isObject()) {
                compare(where + ": each", old.path(part), current.path(part), way, inner);
            }
        }
    }

    private static String type(JsonNode schema) {
        return schema.has("type") ? schema.path("type").toString() : "anything";
    }

    /** Programs are to expect values that they do not know: more of them in answers break nothing. */
    private void values(String where, JsonNode old, JsonNode current, Way way) {
        if (way == Way.RESPONSE || !current.has("enum")) {
            return;
        }
        if (!old.has("enum")) {
            breaks.add(where + " takes some values only");
            return;
        }
        Set<String> lost = texts(old.path("enum"));
        lost.removeAll(texts(current.path("enum")));
        lost.forEach(value -> breaks.add(where + " does not take " + value + " any more"));
    }

    private void required(String where, JsonNode old, JsonNode current, Way way) {
        Set<String> then = texts(old.path("required"));
        Set<String> now = texts(current.path("required"));
        if (way == Way.REQUEST) {
            now.removeAll(then);
            now.forEach(name -> breaks.add(where + ": " + name + " is required now"));
        } else {
            then.removeAll(now);
            // What is removed is told as that.
            then.removeIf(name -> !current.path("properties").has(name));
            then.forEach(name -> breaks.add(where + ": " + name + " may be absent now"));
        }
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new TreeSet<>();
        list.forEach(one -> texts.add(one.asText()));
        return texts;
    }
}
