package io.weir.ingest.deltasink;

import io.weir.ingest.decode.ListType;
import io.weir.ingest.decode.MapType;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.TypeNames;
import io.weir.ingest.decode.ValueType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Delta's schemas out of columns and back. A key whose name Parquet does not take gets one that it does; the field's
 * metadata remembers the key.
 */
final class DeltaSchema {

    private static final String KEY = "weir.key";

    /** DuckDB's types by Delta's. */
    private static final Map<String, String> PRIMITIVES = Map.ofEntries(
            Map.entry("long", "BIGINT"),
            Map.entry("double", "DOUBLE"),
            Map.entry("string", "VARCHAR"),
            Map.entry("boolean", "BOOLEAN"),
            Map.entry("integer", "INTEGER"),
            Map.entry("short", "SMALLINT"),
            Map.entry("byte", "TINYINT"),
            Map.entry("float", "FLOAT"),
            Map.entry("binary", "BLOB"),
            Map.entry("date", "DATE"),
            Map.entry("timestamp", "TIMESTAMP WITH TIME ZONE"),
            Map.entry("timestamp_ntz", "TIMESTAMP"));

    private static final Map<String, String> BY_SQL =
            PRIMITIVES.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));

    private DeltaSchema() {}

    /** The schema of a table with these columns. */
    static Map<String, Object> of(StructType columns) {
        Map<String, String> names = ColumnNames.of(columns.fields().keySet());
        List<Map<String, Object>> fields = columns.fields().entrySet().stream()
                .map(field -> field(field.getKey(), names.getOrDefault(field.getKey(), ""), type(field.getValue())))
                .toList();
        return ordered("type", "struct", "fields", fields);
    }

    private static Map<String, Object> field(String key, String name, Object type) {
        Map<String, Object> field = ordered("name", name, "type", type);
        field.put("nullable", true);
        field.put("metadata", name.equals(key) ? Map.of() : Map.of(KEY, key));
        return field;
    }

    private static Object type(ValueType type) {
        if (type instanceof StructType struct) {
            return of(struct);
        }
        if (type instanceof ListType list) {
            Map<String, Object> array = ordered("type", "array", "elementType", type(list.element()));
            array.put("containsNull", true);
            return array;
        }
        if (type instanceof MapType map) {
            Map<String, Object> object = ordered("type", "map", "keyType", "string");
            object.put("valueType", type(map.value()));
            object.put("valueContainsNull", true);
            return object;
        }
        return type.sql().startsWith("DECIMAL")
                ? type.sql().toLowerCase(Locale.ROOT)
                : BY_SQL.getOrDefault(type.sql(), "string");
    }

    /** The columns of a table with this schema. */
    static StructType columns(Map<?, ?> schema) {
        Map<String, ValueType> columns = new LinkedHashMap<>();
        if (schema.get("fields") instanceof List<?> fields) {
            for (Object field : fields) {
                read((Map<?, ?>) field, columns);
            }
        }
        return new StructType(columns);
    }

    private static void read(Map<?, ?> field, Map<String, ValueType> columns) {
        Object key = field.get("metadata") instanceof Map<?, ?> metadata ? metadata.get(KEY) : null;
        columns.put(String.valueOf(key == null ? field.get("name") : key), read(field.get("type")));
    }

    private static ValueType read(@org.jspecify.annotations.Nullable Object type) {
        if (type instanceof Map<?, ?> nested) {
            return nested(nested);
        }
        String name = String.valueOf(type);
        return TypeNames.parse(PRIMITIVES.getOrDefault(name, name.toUpperCase(Locale.ROOT)));
    }

    private static ValueType nested(Map<?, ?> type) {
        return switch (String.valueOf(type.get("type"))) {
            case "array" -> new ListType(read(type.get("elementType")));
            case "map" ->
                TypeNames.parse("MAP(" + read(type.get("keyType")).sql() + ", "
                        + read(type.get("valueType")).sql() + ")");
            default -> columns(type);
        };
    }

    private static Map<String, Object> ordered(String firstKey, Object first, String secondKey, Object second) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(firstKey, first);
        map.put(secondKey, second);
        return map;
    }
}
