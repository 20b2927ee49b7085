package io.weir.metadata;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Request bodies as clients send them. */
public final class Requests {

    public static final Map<String, Object> SCHEMA = Map.of(
            "type",
            "struct",
            "fields",
            List.of(column("id", "long"), column("name", "string"), column("day", "string")));

    private Requests() {}

    private static Map<String, Object> column(String name, String type) {
        return Map.of("name", name, "type", type, "nullable", true, "metadata", Map.of());
    }

    public static Map<String, Object> table(String name) {
        return new LinkedHashMap<>(Map.of("name", name, "schema", SCHEMA));
    }

    /** With table properties. */
    public static Map<String, Object> table(String name, Map<String, String> properties) {
        Map<String, Object> table = table(name);
        table.put("properties", properties);
        return table;
    }

    public static Map<String, Object> partitionedTable(String name) {
        Map<String, Object> table = table(name);
        table.put("partitionColumns", List.of("day"));
        return table;
    }

    public static Map<String, Object> commit(Map<?, ?>... actions) {
        return new LinkedHashMap<>(Map.of("operation", "WRITE", "actions", new ArrayList<>(List.of(actions))));
    }

    public static Map<String, Object> add(String path, long rows) {
        return Map.of(
                "add",
                Map.of(
                        "path",
                        path,
                        "partitionValues",
                        Map.of(),
                        "size",
                        100 + rows,
                        "modificationTime",
                        1,
                        "dataChange",
                        true,
                        "stats",
                        "{\"numRecords\":" + rows + "}"));
    }

    /** As {@link #add}, of one row, in a partition of {@link #partitionedTable}. */
    public static Map<String, Object> addOn(String path, String day) {
        Map<Object, Object> file = new LinkedHashMap<>((Map<?, ?>) add(path, 1).get("add"));
        file.put("partitionValues", Map.of("day", day));
        return Map.of("add", file);
    }

    /** As {@link #add}, with a deletion vector that hides a row. */
    public static Map<String, Object> marked(String path, long rows) {
        Map<Object, Object> file =
                new LinkedHashMap<>((Map<?, ?>) add(path, rows).get("add"));
        Map<String, Object> vector = new LinkedHashMap<>();
        vector.put("storageType", "u");
        vector.put("pathOrInlineDv", "ab^-aqEH.-t@S}K{vb[*k^");
        vector.put("offset", 1);
        vector.put("sizeInBytes", 36);
        vector.put("cardinality", 1);
        file.put("deletionVector", vector);
        return Map.of("add", file);
    }

    public static Map<String, Object> remove(String path) {
        return Map.of(
                "remove",
                Map.of(
                        "path",
                        path,
                        "deletionTimestamp",
                        System.currentTimeMillis(),
                        "dataChange",
                        true,
                        "extendedFileMetadata",
                        true,
                        "partitionValues",
                        Map.of(),
                        "size",
                        1));
    }

    public static Map<String, Object> txn(String appId, long version) {
        return Map.of("txn", Map.of("appId", appId, "version", version));
    }
}
