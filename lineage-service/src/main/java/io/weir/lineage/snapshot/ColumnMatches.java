package io.weir.lineage.snapshot;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Which column of one schema is which of another: by its id where both have one, by its name otherwise. */
final class ColumnMatches {

    private final Map<String, JsonNode> before;
    private final Map<String, String> beforeById;
    private final Map<String, String> afterById;

    private ColumnMatches(Map<String, JsonNode> before, Map<String, JsonNode> after) {
        this.before = before;
        this.beforeById = names(before);
        this.afterById = names(after);
    }

    /** The earlier name of each later column that was there before, by its later name. */
    static Map<String, String> of(Map<String, JsonNode> before, Map<String, JsonNode> after) {
        ColumnMatches matches = new ColumnMatches(before, after);
        Map<String, String> found = new LinkedHashMap<>();
        after.forEach((name, column) -> {
            String was = matches.earlier(name, SchemaColumns.identity(column));
            if (was != null) {
                found.put(name, was);
            }
        });
        return found;
    }

    private @Nullable String earlier(String name, @Nullable String id) {
        if (id != null && beforeById.containsKey(id)) {
            return beforeById.get(id);
        }
        JsonNode namesake = before.get(name);
        if (namesake == null) {
            return null;
        }
        String other = SchemaColumns.identity(namesake);
        // A column that was dropped and made anew, or whose name another one took over, is not the same.
        return other != null && (id != null || afterById.containsKey(other)) ? null : name;
    }

    private static Map<String, String> names(Map<String, JsonNode> columns) {
        Map<String, String> names = new HashMap<>();
        columns.forEach((name, column) -> {
            String id = SchemaColumns.identity(column);
            if (id != null) {
                names.put(id, name);
            }
        });
        return names;
    }
}
