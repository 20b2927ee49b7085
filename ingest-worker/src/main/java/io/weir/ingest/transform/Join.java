package io.weir.ingest.transform;

import io.weir.ingest.decode.Sql;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.TypeNames;
import io.weir.ingest.decode.ValueType;
import io.weir.ingest.stage.StreamSide;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Pairs of rows of two streams that have the same keys, and times which are not far from each other. Rows of both are kept in one
 * table, which has the columns of both; those of the other side are null in a row.
 *
 * <p>All is said by times and the mark alone: a row is of use as long as one that is not late can be its partner. Of a left row
 * without any it is known when none can come any more; by then those that came must still be there, which takes right rows twice
 * as long.
 *
 * @param within microseconds by which the times of a pair may differ
 * @param outer whether a left row without a partner is a row, too
 */
public record Join(Stream left, Stream right, long within, boolean outer) {

    /** Column of rows that are kept: when they happened, in microseconds. */
    public static final String AT = "__weir_at";

    /** Column of rows that are kept: whether they are of the right stream. */
    public static final String RIGHT = "__weir_right";

    /**
     * One of both.
     *
     * @param columns of its rows
     * @param keys columns that pairs are made by, in the order of the other stream's
     * @param time column that says when a row happened
     */
    public record Stream(StructType columns, List<String> keys, String time) {

        private String named() {
            return Sql.names(columns.fields().keySet());
        }
    }

    public Stream of(StreamSide side) {
        return side == StreamSide.LEFT ? left : right;
    }

    /** The columns of pairs: those of the left rows, then those of the right ones. A key of the same name is one column. */
    public StructType output() {
        return left.columns().evolve(right.columns());
    }

    /** The columns of rows that are kept. */
    public StructType kept() {
        Map<String, ValueType> kept = new LinkedHashMap<>(output().fields());
        kept.put(AT, TypeNames.parse("BIGINT"));
        kept.put(RIGHT, TypeNames.parse("BOOLEAN"));
        return new StructType(kept);
    }

    /** A query for columns of fresh rows as they are kept: those of their stream, {@link #AT} and {@link #RIGHT}. */
    public String keep(StreamSide side, String fresh) {
        return "select " + of(side).named() + ", epoch_us(" + Sql.name(of(side).time()) + ") as " + AT + ", "
                + (side == StreamSide.RIGHT) + " as " + RIGHT + " from " + fresh;
    }

    /**
     * A query for the pairs of fresh rows with those that are kept of the other stream.
     *
     * @param kept relation of these
     */
    public String pairs(StreamSide side, String fresh, String kept) {
        String one = "(" + keep(side, fresh) + ")";
        String other = "(from " + kept + " where " + RIGHT + " = " + (side == StreamSide.LEFT) + ")";
        return side == StreamSide.LEFT ? pairs(one, other) : pairs(other, one);
    }

    /** A query for all pairs of rows that are kept. */
    public String pairs(String kept) {
        return pairs("(from " + kept + " where not " + RIGHT + ")", "(from " + kept + " where " + RIGHT + ")");
    }

    private String pairs(String lefts, String rights) {
        String columns = output().fields().keySet().stream()
                .map(column -> (left.columns().fields().containsKey(column) ? "l." : "r.") + Sql.name(column))
                .collect(Collectors.joining(", "));
        return "select " + columns + " from " + lefts + " as l join " + rights + " as r on " + isPair();
    }

    private String isPair() {
        String keys = IntStream.range(0, left.keys().size())
                .mapToObj(index -> "l." + Sql.name(left.keys().get(index)) + " = r."
                        + Sql.name(right.keys().get(index)))
                .collect(Collectors.joining(" and "));
        return keys + " and r." + AT + " between l." + AT + " - " + within + " and l." + AT + " + " + within;
    }

    /** A query for the left rows that are kept and will never have a partner, though they had none. */
    public String alone(String kept, long mark) {
        return "select " + left.named() + " from " + kept + " as l where not " + RIGHT + " and " + forgotten(mark)
                + " and not exists (from " + kept + " as r where r." + RIGHT + " and " + isPair() + ")";
    }

    /** Which rows that are kept are of no use any more: a condition. */
    public String forgotten(long mark) {
        long lefts = Math.max(mark, Long.MIN_VALUE + 2 * within) - within;
        long rights = outer ? Math.max(mark, Long.MIN_VALUE + 2 * within) - 2 * within : lefts;
        return "(" + AT + " < case when " + RIGHT + " then " + rights + " else " + lefts + " end)";
    }
}
