package io.weir.ingest.deltasink;

import io.weir.ingest.decode.Sql;
import io.weir.ingest.decode.StructType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The order of rows within a data file, so that the bounds of its row groups are narrow.
 *
 * @param columns the most important one first, by the names that records have for them
 */
public record ClusteringOrder(List<String> columns) {

    /** Rows stay as they come. */
    public static final ClusteringOrder NONE = new ClusteringOrder(List.of());

    public ClusteringOrder {
        columns = List.copyOf(columns);
    }

    /**
     * What a select of {@link DeltaProjection} ends with; empty where none of the columns is there (yet).
     *
     * <p>It sorts by the names that the projection gives: those are unique, and DuckDB takes them before columns of the
     * relation that are called alike.
     */
    String clause(StructType present) {
        Map<String, String> names = ColumnNames.of(present.fields().keySet());
        String sorted = columns.stream()
                .filter(names::containsKey)
                .map(column -> Sql.name(names.getOrDefault(column, column)) + " nulls last")
                .collect(Collectors.joining(", "));
        return sorted.isEmpty() ? "" : " order by " + sorted;
    }

    /** The same by the names that a table has for the columns of records. */
    ClusteringOrder named(StructType records) {
        Map<String, String> names = ColumnNames.of(records.fields().keySet());
        return new ClusteringOrder(columns.stream()
                .map(column -> names.getOrDefault(column, column))
                .toList());
    }
}
