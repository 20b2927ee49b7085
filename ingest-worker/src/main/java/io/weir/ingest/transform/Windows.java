package io.weir.ingest.transform;

import io.weir.ingest.decode.Sql;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.TypeNames;
import io.weir.ingest.decode.ValueType;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Spans of time that rows are gathered by: one begins every {@code slide} microseconds since 1970 and lasts {@code size}.
 *
 * @param groups columns that keep rows apart within a window
 * @param aggregates what is made of the rows of a window and group
 */
public record Windows(long size, long slide, List<String> groups, List<Aggregate> aggregates) {

    /** When a window begins, as a column of what is made. */
    public static final String START = "window_start";

    /** When it has ended, as a column of what is made. */
    public static final String END = "window_end";

    /** Column of rows that are gathered: when their window begins, in microseconds. */
    public static final String FROM = "__weir_from";

    /** What can be made of many values; null values count for nothing. */
    public enum Function {
        /** How many values there are, or how many rows. */
        COUNT("count"),
        /** How many different values there are. */
        COUNT_DISTINCT("count"),
        SUM("sum"),
        MIN("min"),
        MAX("max"),
        AVG("avg");

        private final String sql;

        Function(String sql) {
            this.sql = sql;
        }
    }

    /**
     * A column that is made.
     *
     * @param column of which values; null to count rows
     */
    public record Aggregate(
            String name, Function function, @Nullable String column) {

        String sql() {
            String of = column == null ? "*" : Sql.name(column);
            String distinct = function == Function.COUNT_DISTINCT ? "distinct " : "";
            return function.sql + "(" + distinct + of + ") as " + Sql.name(name);
        }
    }

    /** When the window begins that began last at a time. */
    private String lastStart(String at) {
        return "(" + at + " - ((" + at + " % " + slide + " + " + slide + ") % " + slide + "))";
    }

    /** When the last window ends that a time is in. */
    String lastEnd(String at) {
        return "(" + lastStart(at) + " + " + size + ")";
    }

    /** When the windows begin that a time is in, one row for each. */
    public String starts(String at) {
        // The first one begins after the time less the size.
        return "unnest(generate_series(" + lastStart("(" + at + " - " + size + ")") + " + " + slide + ", "
                + lastStart(at) + ", " + slide + "))";
    }

    /** A query for what the windows of rows are. */
    public String query(String rows) {
        String groupNames = groups.isEmpty() ? "" : ", " + Sql.names(groups);
        String made = aggregates.stream().map(Aggregate::sql).collect(Collectors.joining(", "));
        return "select make_timestamp(" + FROM + ") as " + START + ", make_timestamp(" + FROM + " + " + size + ") as "
                + END + groupNames + ", " + made + " from " + rows + " group by " + FROM + groupNames;
    }

    /**
     * The columns of what is made.
     *
     * @param input columns of the rows
     * @throws TransformRefusedException if DuckDB cannot make it of them
     */
    public StructType output(StructType input) throws SQLException, TransformRefusedException {
        Map<String, String> types = new LinkedHashMap<>();
        input.fields().forEach((name, type) -> types.put(name, type.sql()));
        types.put(FROM, "BIGINT");
        try (Sandbox sandbox = Sandbox.open()) {
            Map<String, ValueType> output = new LinkedHashMap<>();
            sandbox.describe(query(Sandbox.empty(types)))
                    .forEach((name, type) -> output.put(name, TypeNames.parse(type)));
            return new StructType(output);
        }
    }
}
