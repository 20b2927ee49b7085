package io.weir.lineage.snapshot;

import io.weir.lineage.snapshot.SchemaDiff.DiffColumn;
import io.weir.lineage.snapshot.SchemaDiff.Nullability;
import io.weir.lineage.snapshot.SchemaDiff.Renamed;
import io.weir.lineage.snapshot.SchemaDiff.Retyped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Compares two schemas column by column, each within the one that it belongs to. Linear in the number of columns. */
final class SchemaComparison {

    /** What types hold within, by the names that Delta and Iceberg give it. */
    private static final Map<String, List<String>> HELD = Map.of(
            "array", List.of("elementType"),
            "list", List.of("element"),
            "map", List.of("keyType", "valueType", "key", "value"));

    private final List<DiffColumn> added = new ArrayList<>();
    private final List<DiffColumn> removed = new ArrayList<>();
    private final List<Retyped> retyped = new ArrayList<>();
    private final List<Renamed> renamed = new ArrayList<>();
    private final List<Nullability> nullability = new ArrayList<>();

    static SchemaDiff of(DatasetSnapshot from, JsonNode before, DatasetSnapshot to, JsonNode after) {
        SchemaComparison comparison = new SchemaComparison();
        comparison.columns("", before, "", after);
        return new SchemaDiff(
                from,
                to,
                comparison.added,
                comparison.removed,
                comparison.retyped,
                comparison.renamed,
                comparison.nullability);
    }

    private void columns(String beforePath, JsonNode beforeStruct, String afterPath, JsonNode afterStruct) {
        Map<String, JsonNode> before = SchemaColumns.of(beforeStruct);
        Map<String, JsonNode> after = SchemaColumns.of(afterStruct);
        Map<String, String> matches = ColumnMatches.of(before, after);
        after.forEach((name, column) -> {
            String was = matches.get(name);
            if (was == null) {
                added.add(column(afterPath + name, column));
                return;
            }
            if (!was.equals(name)) {
                renamed.add(new Renamed(beforePath + was, afterPath + name));
            }
            column(beforePath + was, Objects.requireNonNull(before.get(was)), afterPath + name, column);
        });
        Set<String> kept = new HashSet<>(matches.values());
        before.forEach((name, column) -> {
            if (!kept.contains(name)) {
                removed.add(column(beforePath + name, column));
            }
        });
    }

    private static DiffColumn column(String path, JsonNode column) {
        return new DiffColumn(path, SchemaColumns.type(column.path("type")));
    }

    private void column(String beforePath, JsonNode before, String afterPath, JsonNode after) {
        Boolean could = SchemaColumns.nullable(before);
        Boolean can = SchemaColumns.nullable(after);
        if (could != null && can != null && !could.equals(can)) {
            nullability.add(new Nullability(afterPath, can));
        }
        type(beforePath, before.path("type"), afterPath, after.path("type"));
    }

    private void type(String beforePath, JsonNode before, String afterPath, JsonNode after) {
        String kind = after.path("type").asString("");
        boolean holds = kind.equals("struct") || HELD.containsKey(kind);
        if (!holds || !kind.equals(before.path("type").asString(""))) {
            plain(before, afterPath, after);
            return;
        }
        if (kind.equals("struct")) {
            columns(beforePath + ".", before, afterPath + ".", after);
        }
        for (String held : HELD.getOrDefault(kind, List.of())) {
            if (before.has(held) || after.has(held)) {
                String path = "." + held.replace("Type", "");
                type(beforePath + path, before.path(held), afterPath + path, after.path(held));
            }
        }
    }

    private void plain(JsonNode before, String path, JsonNode after) {
        String was = SchemaColumns.type(before);
        String is = SchemaColumns.type(after);
        if (!was.equals(is)) {
            retyped.add(new Retyped(path, was, is));
        }
    }
}
