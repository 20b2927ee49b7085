package io.weir.ingest.deltasink;

import io.weir.ingest.decode.Sql;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows out of data files of a Delta table, with the columns that it has: those that a file lacks are null, and those that it is
 * partitioned by come from its log.
 */
public final class TableRows {

    private static final String PHYSICAL = "delta.columnMapping.physicalName";

    private final StructType columns;
    private final Map<String, String> stored;

    private TableRows(StructType columns, Map<String, String> stored) {
        this.columns = columns;
        this.stored = stored;
    }

    /**
     * Of a table.
     *
     * @throws DeltaException where files name what is inside of its columns otherwise
     */
    public static TableRows of(DeltaTable table) {
        Map<String, String> stored = new LinkedHashMap<>();
        if (table.schema().get("fields") instanceof List<?> fields) {
            fields.forEach(field -> name((Map<?, ?>) field, table.name(), stored));
        }
        return new TableRows(DeltaSchema.named(table.schema()), stored);
    }

    private static void name(Map<?, ?> field, String table, Map<String, String> stored) {
        String name = String.valueOf(field.get("name"));
        if (String.valueOf(field.get("type")).contains(PHYSICAL)) {
            throw new DeltaException(
                    "files of table " + table + " have other names for what is inside of column " + name, null);
        }
        Object physical = field.get("metadata") instanceof Map<?, ?> metadata ? metadata.get(PHYSICAL) : null;
        stored.put(name, physical == null ? name : physical.toString());
    }

    /** Names of DuckDB's types by names of columns, in order. */
    public Map<String, String> types() {
        Map<String, String> types = new LinkedHashMap<>();
        columns.fields().forEach((name, type) -> types.put(name, type.sql()));
        return types;
    }

    /** A SELECT of all rows of some files. */
    public String select(List<TableFile> files) {
        Map<String, List<TableFile>> byPartition = new LinkedHashMap<>();
        for (TableFile file : files) {
            byPartition
                    .computeIfAbsent(values(file), first -> new ArrayList<>())
                    .add(file);
        }
        StringBuilder rows = new StringBuilder(none());
        byPartition.forEach((values, same) -> rows.append(" union all by name ").append(read(values, same)));
        return stored.entrySet().stream()
                .map(column -> Sql.name(column.getValue()) + " as " + Sql.name(column.getKey()))
                .collect(Collectors.joining(", ", "select ", " from (" + rows + ")"));
    }

    private String none() {
        return stored.entrySet().stream()
                .map(column -> "null::" + type(column.getKey()).sql() + " as " + Sql.name(column.getValue()))
                .collect(Collectors.joining(", ", "select ", " where false"));
    }

    private ValueType type(String column) {
        return Objects.requireNonNull(columns.fields().get(column));
    }

    /** The columns that are not in the file itself. */
    private String values(TableFile file) {
        return stored.entrySet().stream()
                .filter(column -> file.partition().containsKey(column.getValue()))
                .map(column -> ", " + value(file.partition().get(column.getValue()), type(column.getKey())) + " as "
                        + Sql.name(column.getValue()))
                .collect(Collectors.joining());
    }

    private static String read(String values, List<TableFile> files) {
        return files.stream()
                .map(file -> Sql.text(file.path().toString()))
                .collect(Collectors.joining(
                        ", ",
                        "select *" + values + " from read_parquet([",
                        "], union_by_name = true, hive_partitioning = false)"));
    }

    /** Delta writes null as an empty text, too. */
    private static String value(@Nullable String text, ValueType type) {
        return (text == null || text.isEmpty() ? "null" : Sql.text(text)) + "::" + type.sql();
    }
}
