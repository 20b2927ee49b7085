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
 * Spans of time that rows are gathered by. Rows that are gathered have a column {@link #FROM}; what it says is for the kind of
 * windows to know.
 */
public sealed interface Windows permits FixedWindows, SessionWindows {

    /** When a window begins, as a column of what is made. */
    String START = "window_start";

    /** When it has ended, as a column of what is made. */
    String END = "window_end";

    /** Column of rows that are gathered, in microseconds. */
    String FROM = "__weir_from";

    /** Columns of rows whose windows have ended: when these began and ended, in microseconds. */
    String BEGUN = "__weir_begun";

    String ENDED = "__weir_ended";

    /** What can be made of many values; null values count for nothing. */
    enum Function {
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
    record Aggregate(
            String name, Function function, @Nullable String column) {

        String sql() {
            String of = column == null ? "*" : Sql.name(column);
            String distinct = function == Function.COUNT_DISTINCT ? "distinct " : "";
            return function.sql + "(" + distinct + of + ") as " + Sql.name(name);
        }
    }

    /** Columns that keep rows apart within a window. */
    List<String> groups();

    /** What is made of the rows of a window and group. */
    List<Aggregate> aggregates();

    /** Whether a row is late that is no part of any window which has not ended for sure: a condition. */
    String late(String at, long mark);

    /** The values of {@link #FROM} that a row is kept with, a row for each. */
    String kept(String at, long mark);

    /**
     * A relation of the rows whose windows have ended by the mark, with {@link #BEGUN} and {@link #ENDED}.
     *
     * @param own condition of the rows that count
     */
    String ended(String rows, String own, long mark);

    /** Which rows of a table are in windows that have ended by the mark: a condition. */
    String isEnded(String rows, String own, long mark);

    /** A query for what the windows of rows are. */
    default String query(String ended) {
        String groupNames = groups().isEmpty() ? "" : ", " + Sql.names(groups());
        String made = aggregates().stream().map(Aggregate::sql).collect(Collectors.joining(", "));
        return "select make_timestamp(" + BEGUN + ") as " + START + ", make_timestamp(" + ENDED + ") as " + END
                + groupNames + ", " + made + " from " + ended + " group by " + BEGUN + ", " + ENDED + groupNames;
    }

    /**
     * The columns of what is made.
     *
     * @param input columns of the rows
     * @throws TransformRefusedException if DuckDB cannot make it of them
     */
    default StructType output(StructType input) throws SQLException, TransformRefusedException {
        Map<String, String> types = new LinkedHashMap<>();
        input.fields().forEach((name, type) -> types.put(name, type.sql()));
        types.put(BEGUN, "BIGINT");
        types.put(ENDED, "BIGINT");
        try (Sandbox sandbox = Sandbox.open()) {
            Map<String, ValueType> output = new LinkedHashMap<>();
            sandbox.describe(query(Sandbox.empty(types)))
                    .forEach((name, type) -> output.put(name, TypeNames.parse(type)));
            return new StructType(output);
        }
    }
}
