package io.weir.ingest.transform;

import io.weir.ingest.decode.RequiredColumns;
import io.weir.ingest.decode.Sql;
import io.weir.ingest.decode.StructType;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A SELECT over rows, of which each becomes one row or none.
 *
 * @param relation what it calls the table that it reads
 * @param items the columns that it makes
 * @param condition which rows it keeps; null for all of them
 * @param input columns of the rows that it reads
 * @param output columns of the rows that it makes
 * @param calls names of the functions that it was written with
 */
public record Transform(
        String relation,
        List<Item> items,
        @Nullable String condition,
        StructType input,
        StructType output,
        Set<String> calls) {

    /** A text that is longer is no expression of anybody's own. */
    static final int LONGEST = 10_000;

    private static final int IN_CONDITION = -1;

    /**
     * A column that it makes.
     *
     * @param expression SQL that was written by DuckDB out of what was looked at
     * @param plain whether it is a column as it is, so that nothing can go wrong with it
     */
    record Item(String name, String expression, boolean plain) {}

    /** Reads a transform that calls no functions but DuckDB's. */
    public static Transform of(String sql, StructType input) throws TransformRefusedException, SQLException {
        return of(sql, input, List.of());
    }

    /**
     * Reads a transform that is kept: it goes on as it did when it was asked for. Costs some 30 ms.
     *
     * @param sql a SELECT over {@code input}
     * @param input columns of the rows
     * @param functions those that it may call
     * @throws TransformRefusedException if it is anything else, or does more
     */
    public static Transform of(String sql, StructType input, List<SqlFunction> functions)
            throws TransformRefusedException, SQLException {
        return read(sql, input, functions, false);
    }

    /**
     * Reads a transform that somebody asks for, as {@link #of(String, StructType, List)}.
     *
     * @throws TransformRefusedException also if a star in it leaves out, or replaces, what is not there
     */
    public static Transform asked(String sql, StructType input, List<SqlFunction> functions)
            throws TransformRefusedException, SQLException {
        return read(sql, input, functions, true);
    }

    private static Transform read(String sql, StructType input, List<SqlFunction> functions, boolean asked)
            throws TransformRefusedException, SQLException {
        if (sql.length() > LONGEST) {
            throw new TransformRefusedException(
                    "is too long", sql.length() + " characters", "at most " + LONGEST + " characters");
        }
        try (Sandbox sandbox = Sandbox.open()) {
            sandbox.declare(functions);
            return new TransformReading(sandbox, input, new Calls(sandbox, functions), asked).read(sql);
        }
    }

    /** Whether there may be fewer rows than there were. */
    public boolean filters() {
        return condition != null;
    }

    /**
     * The statement over rows.
     *
     * @param rows a table with the columns of {@link #input}
     * @param carried further columns of that table, which are the same afterwards
     */
    String select(String rows, List<String> carried) {
        String made = items.stream()
                .map(item -> item.expression() + " as " + Sql.name(item.name()))
                .collect(Collectors.joining(", "));
        return "select " + made + (carried.isEmpty() ? "" : ", " + Sql.names(carried)) + from(rows)
                + (condition == null ? "" : " where " + condition);
    }

    private String from(String rows) {
        return " from " + rows + " as " + Sql.name(relation);
    }

    /**
     * A statement that names the records which the other one fails for: (ordinal, mistake), see {@link #reason}.
     *
     * <p>To be run without optimizer, which would work out before and outside of TRY what expressions have in common.
     *
     * @param required columns that are null in no row
     */
    String mistakes(String rows, String ordinal, RequiredColumns required) {
        StringBuilder cases = new StringBuilder("case");
        if (condition != null) {
            cases.append(" when try([")
                    .append(condition)
                    .append("]) is null then ")
                    .append(IN_CONDITION);
            cases.append(" when not coalesce(try((").append(condition).append(")::boolean), false) then null");
        }
        for (int index = 0; index < items.size(); index++) {
            Item item = items.get(index);
            if (!item.plain()) {
                cases.append(" when try([")
                        .append(item.expression())
                        .append("]) is null then ")
                        .append(index);
            }
            if (required.contains(item.name())) {
                cases.append(" when try(").append(item.expression()).append(") is null then ");
                cases.append(items.size() + index);
            }
        }
        cases.append(" when false then 0 end");
        return "select " + Sql.name(ordinal) + " as ordinal, " + cases + " as mistake" + from(rows);
    }

    /** What a mistake is, in words that stand before a colon. */
    String reason(int mistake, RequiredColumns required) {
        if (mistake == IN_CONDITION) {
            return "the transform fails in WHERE";
        }
        if (mistake < items.size()) {
            return "the transform fails for " + items.get(mistake).name();
        }
        String missing = items.get(mistake - items.size()).name();
        return missing + " " + required.refusal(missing);
    }

    /** A statement that fails as the transform does for a row; none if there is nothing more to say. */
    Optional<String> attempt(int mistake, String rows, String where) {
        if (mistake >= items.size()) {
            return Optional.empty();
        }
        String expression = mistake == IN_CONDITION
                ? Objects.requireNonNull(condition)
                : items.get(mistake).expression();
        return Optional.of("select [" + expression + "]" + from(rows) + " where " + where);
    }
}
