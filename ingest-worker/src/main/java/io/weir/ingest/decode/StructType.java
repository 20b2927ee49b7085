package io.weir.ingest.decode;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** An object: its keys in order. */
public record StructType(Map<String, ValueType> fields) implements ValueType {

    /** No key at all: nothing is known yet. */
    public static final StructType EMPTY = new StructType(Map.of());

    public StructType {
        fields = new LinkedHashMap<>(fields);
    }

    /** The same but for one key. */
    public StructType without(String key) {
        if (!fields.containsKey(key)) {
            return this;
        }
        Map<String, ValueType> others = new LinkedHashMap<>(fields);
        others.remove(key);
        return new StructType(others);
    }

    @Override
    public String sql() {
        return fields.entrySet().stream()
                .map(field -> Sql.name(field.getKey()) + " " + field.getValue().sql())
                .collect(Collectors.joining(", ", "STRUCT(", ")"));
    }

    @Override
    public String read(NumberReading reading) {
        return fields.entrySet().stream()
                .map(field -> Sql.name(field.getKey()) + " " + field.getValue().read(reading))
                .collect(Collectors.joining(", ", "STRUCT(", ")"));
    }

    @Override
    public String prototype(NumberReading reading) {
        return fields.entrySet().stream()
                .map(field ->
                        JsonPath.quote(field.getKey()) + ":" + field.getValue().prototype(reading))
                .collect(Collectors.joining(",", "{", "}"));
    }

    @Override
    public String convert(String value, NumberReading reading) {
        return converts() ? "case when " + value + " is null then null else " + pack(value, reading) + " end" : value;
    }

    private String pack(String value, NumberReading reading) {
        return fields.entrySet().stream()
                .map(field -> Sql.name(field.getKey()) + " := "
                        + field.getValue().convert(value + "." + Sql.name(field.getKey()), reading))
                .collect(Collectors.joining(", ", "struct_pack(", ")"));
    }

    @Override
    public boolean converts() {
        return fields.values().stream().anyMatch(ValueType::converts);
    }

    @Override
    public void misfits(String json, JsonPath path, Map<String, String> found) {
        found.put(Sql.text(path.text() + " is no object"), path.misfit(json, "{kind} = 'OBJECT'"));
        if (!path.many() && !path.lenient()) {
            found.put(
                    Sql.text(path.text() + " has a key twice, or one that differs from a column only in case"),
                    strange(json, path));
        }
        fields.forEach((key, type) -> type.misfits(json, path.key(key), found));
    }

    private String strange(String json, JsonPath path) {
        String keys = "json_keys(" + json + ", " + Sql.text(path.text()) + ")";
        String known = fields.keySet().stream().map(Sql::text).collect(Collectors.joining(", ", "[", "]"));
        return "(len(" + keys + ") > len(list_distinct(" + keys + ")) or len(list_filter(" + keys
                + ", lambda k: not list_contains(" + known + ", k))) > 0)";
    }

    /** DuckDB and Delta take names that differ only in case for one, so the later one is left out. */
    @Override
    public StructType evolve(ValueType seen) {
        if (!(seen instanceof StructType struct)) {
            return this;
        }
        Map<String, ValueType> all = new LinkedHashMap<>(fields);
        struct.fields.forEach((key, type) -> {
            ValueType known = all.get(key);
            if (known != null) {
                all.put(key, known.evolve(type));
            } else if (all.keySet().stream().noneMatch(key::equalsIgnoreCase)) {
                all.put(key, type);
            }
        });
        return new StructType(all);
    }

    @Override
    public StructType widen(ValueType wider) {
        if (!(wider instanceof StructType struct)) {
            return this;
        }
        Map<String, ValueType> all = new LinkedHashMap<>(fields);
        struct.fields.forEach((key, type) -> all.computeIfPresent(key, (same, known) -> known.widen(type)));
        return new StructType(all);
    }

    /** Those of the keys that are among some names. */
    public StructType only(Set<String> names) {
        Map<String, ValueType> some = new LinkedHashMap<>(fields);
        some.keySet().retainAll(names);
        return new StructType(some);
    }
}
