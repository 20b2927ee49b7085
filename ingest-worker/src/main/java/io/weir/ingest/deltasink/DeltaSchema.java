package io.weir.ingest.deltasink;

import io.weir.ingest.decode.ListType;
import io.weir.ingest.decode.MapType;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.TypeNames;
import io.weir.ingest.decode.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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

    /** What a field or a type says of how its values are stored. */
    private static final Set<String> STORED = Set.of("name", "type", "fields", "elementType", "keyType", "valueType");

    /** What a list or a map says of whether nulls may be in it. */
    private static final List<String> NULLABLE = List.of("containsNull", "valueContainsNull");

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

    /**
     * The schema of a table that has more columns from now on, or wider ones. What it says of those that it has stays: comments,
     * whether they may be null, and all that other writers noted.
     *
     * @param schema of the table as it is
     */
    static Map<String, Object> evolved(Map<String, Object> schema, StructType columns) {
        Map<String, Object> evolved = new LinkedHashMap<>(schema);
        evolved.put("fields", fields(schema, of(columns)));
        return evolved;
    }

    private static List<Object> fields(Map<?, ?> before, Map<?, ?> after) {
        Map<Object, Map<?, ?>> known = new LinkedHashMap<>();
        listed(before).forEach(field -> known.put(field.get("name"), field));
        return listed(after).stream()
                .<Object>map(field -> grown(known.get(field.get("name")), field))
                .toList();
    }

    private static List<Map<?, ?>> listed(Map<?, ?> struct) {
        List<Map<?, ?>> fields = new ArrayList<>();
        if (struct.get("fields") instanceof List<?> listed) {
            listed.forEach(field -> fields.add((Map<?, ?>) field));
        }
        return fields;
    }

    private static Object grown(@org.jspecify.annotations.Nullable Map<?, ?> before, Map<?, ?> after) {
        if (before == null) {
            return after;
        }
        Map<Object, Object> grown = new LinkedHashMap<>(before);
        grown.put("type", type(before.get("type"), Objects.requireNonNull(after.get("type"))));
        return grown;
    }

    private static Object type(@org.jspecify.annotations.Nullable Object before, Object after) {
        if (!(before instanceof Map<?, ?> old)
                || !(after instanceof Map<?, ?> now)
                || !Objects.equals(old.get("type"), now.get("type"))) {
            return after;
        }
        Map<Object, Object> grown = new LinkedHashMap<>(old);
        if (now.containsKey("fields")) {
            grown.put("fields", fields(old, now));
        }
        for (String inside : List.of("elementType", "valueType")) {
            Object inner = now.get(inside);
            if (inner != null) {
                grown.put(inside, type(old.get(inside), inner));
            }
        }
        return grown;
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

    /** The columns of a table with this schema, by the keys that they are made of. */
    static StructType columns(Map<?, ?> schema) {
        return columns(schema, true);
    }

    /** The columns of a table with this schema, by the names that they have in it. */
    static StructType named(Map<?, ?> schema) {
        return columns(schema, false);
    }

    /** The columns that may not be null, by the keys that they are made of. */
    static Set<String> notNull(Map<?, ?> schema) {
        Set<String> notNull = new LinkedHashSet<>();
        for (Map<?, ?> field : listed(schema)) {
            if (Boolean.FALSE.equals(field.get("nullable"))) {
                notNull.add(key(field, true));
            }
        }
        return notNull;
    }

    /** The columns with something inside that may not be null, as an element of a list, by their names. */
    static Set<String> notNullInside(Map<?, ?> schema) {
        Set<String> columns = new LinkedHashSet<>();
        for (Map<?, ?> field : listed(schema)) {
            if (forbidsNull(field.get("type"))) {
                columns.add(String.valueOf(field.get("name")));
            }
        }
        return columns;
    }

    private static boolean forbidsNull(@org.jspecify.annotations.Nullable Object type) {
        if (!(type instanceof Map<?, ?> nested)) {
            return false;
        }
        return NULLABLE.stream().anyMatch(said -> Boolean.FALSE.equals(nested.get(said)))
                || forbidsNull(nested.get("elementType"))
                || forbidsNull(nested.get("valueType"))
                || listed(nested).stream()
                        .anyMatch(
                                field -> Boolean.FALSE.equals(field.get("nullable")) || forbidsNull(field.get("type")));
    }

    /** Whether a file with such columns, written here, has what the schema says: names and types, to the last one inside. */
    static boolean isWrittenAsIs(Map<?, ?> schema) {
        return bare(of(named(schema))).equals(bare(schema));
    }

    /** A schema or type without what does not change how values are stored. */
    private static Object bare(@org.jspecify.annotations.Nullable Object type) {
        if (type instanceof List<?> fields) {
            return fields.stream().map(DeltaSchema::bare).toList();
        }
        if (!(type instanceof Map<?, ?> nested)) {
            return String.valueOf(type);
        }
        Map<String, Object> bare = new LinkedHashMap<>();
        nested.forEach((key, value) -> {
            if (STORED.contains(String.valueOf(key))) {
                bare.put(String.valueOf(key), bare(value));
            }
        });
        return bare;
    }

    private static StructType columns(Map<?, ?> schema, boolean byKey) {
        Map<String, ValueType> columns = new LinkedHashMap<>();
        if (schema.get("fields") instanceof List<?> fields) {
            for (Object field : fields) {
                read((Map<?, ?>) field, columns, byKey);
            }
        }
        return new StructType(columns);
    }

    private static void read(Map<?, ?> field, Map<String, ValueType> columns, boolean byKey) {
        columns.put(key(field, byKey), read(field.get("type"), byKey));
    }

    private static String key(Map<?, ?> field, boolean byKey) {
        Object key = byKey && field.get("metadata") instanceof Map<?, ?> metadata ? metadata.get(KEY) : null;
        return String.valueOf(key == null ? field.get("name") : key);
    }

    private static ValueType read(@org.jspecify.annotations.Nullable Object type, boolean byKey) {
        if (type instanceof Map<?, ?> nested) {
            return nested(nested, byKey);
        }
        String name = String.valueOf(type);
        return TypeNames.parse(PRIMITIVES.getOrDefault(name, name.toUpperCase(Locale.ROOT)));
    }

    private static ValueType nested(Map<?, ?> type, boolean byKey) {
        return switch (String.valueOf(type.get("type"))) {
            case "array" -> new ListType(read(type.get("elementType"), byKey));
            case "map" ->
                TypeNames.parse("MAP(" + read(type.get("keyType"), byKey).sql() + ", "
                        + read(type.get("valueType"), byKey).sql() + ")");
            default -> columns(type, byKey);
        };
    }

    private static Map<String, Object> ordered(String firstKey, Object first, String secondKey, Object second) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(firstKey, first);
        map.put(secondKey, second);
        return map;
    }
}
