package io.weir.lineage.snapshot;

import io.weir.lineage.openlineage.EventJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The columns of a schema in the forms that people register: Delta's and Iceberg's struct with {@code fields}, a list
 * under {@code columns}, or a plain object of types by name.
 */
final class SchemaColumns {

    private static final List<String> LISTS = List.of("fields", "columns");

    /** Where table formats keep what stays with a column under any name. */
    private static final List<String> IDENTITIES = List.of("/metadata/delta.columnMapping.id", "/id", "/field-id");

    private SchemaColumns() {}

    /** The columns by name, in order; empty where the object describes none. */
    static Map<String, JsonNode> of(JsonNode struct) {
        Map<String, JsonNode> columns = new LinkedHashMap<>();
        for (String list : LISTS) {
            if (struct.path(list).isArray()) {
                struct.path(list).forEach(column -> put(columns, column));
                return columns;
            }
        }
        struct.properties().stream()
                .filter(column -> column.getValue().isString())
                .forEach(column -> columns.put(
                        column.getKey(),
                        EventJson.tree(Map.of(
                                "name",
                                column.getKey(),
                                "type",
                                column.getValue().stringValue()))));
        return columns;
    }

    private static void put(Map<String, JsonNode> columns, JsonNode column) {
        if (column.isString()) {
            columns.put(column.stringValue(), EventJson.tree(Map.of("name", column.stringValue())));
        } else if (column.path("name").isString()) {
            columns.put(column.path("name").stringValue(), column);
        }
    }

    /** What identifies a column whatever its name; null where the schema tells nothing. */
    static @Nullable String identity(JsonNode column) {
        return IDENTITIES.stream()
                .map(column::at)
                .filter(id -> id.isNumber() || id.isString())
                .map(JsonNode::asString)
                .findFirst()
                .orElse(null);
    }

    /** A type as text; what is nested, as JSON. */
    static String type(JsonNode type) {
        return type.isMissingNode() || type.isNull()
                ? "unknown"
                : type.isString() ? type.stringValue() : EventJson.write(type);
    }

    /** Whether a column may be null, where the schema says it. */
    static @Nullable Boolean nullable(JsonNode column) {
        if (column.path("nullable").isBoolean()) {
            return column.path("nullable").booleanValue();
        }
        return column.path("required").isBoolean()
                ? (Boolean) !column.path("required").booleanValue()
                : null;
    }
}
