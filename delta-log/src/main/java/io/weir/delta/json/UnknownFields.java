package io.weir.delta.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Fields that the protocol may know and this code does not: kept as they came, in their order, and written back behind
 * the known ones.
 */
public record UnknownFields(Map<String, JsonNode> values) {

    public static final UnknownFields NONE = new UnknownFields(Map.of());

    public UnknownFields {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }
}
