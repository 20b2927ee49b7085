package io.weir.ingest.transform;

import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** What DuckDB's parser says of a text, compared. */
final class Syntax {

    /** Where in the text something stood. */
    private static final Set<String> PLACES = Set.of("query_location");

    private Syntax() {}

    /** Whether two texts mean the same. */
    static boolean equal(JsonNode one, JsonNode other) {
        if (one.isObject() && other.isObject()) {
            Set<String> fields = new TreeSet<>(one.propertyNames());
            fields.addAll(other.propertyNames());
            fields.removeAll(PLACES);
            return fields.stream().allMatch(field -> equal(one.path(field), other.path(field)));
        }
        if (one.isArray() && other.isArray() && one.size() == other.size()) {
            for (int index = 0; index < one.size(); index++) {
                if (!equal(one.path(index), other.path(index))) {
                    return false;
                }
            }
            return true;
        }
        return one.equals(other);
    }

    /** Whether a field says nothing. */
    static boolean isEmpty(JsonNode value) {
        return value.isMissingNode()
                || value.isNull()
                || (value.isString() && value.stringValue().isEmpty())
                || (value.isContainer() && value.isEmpty())
                || (value.isBoolean() && !value.booleanValue());
    }
}
