package io.weir.ingest.transform;

import java.util.List;

/**
 * One begins every {@code slide} microseconds since 1970 and lasts {@code size}. Rows are kept once for each that they are in,
 * with its begin.
 */
public record FixedWindows(long size, long slide, List<String> groups, List<Aggregate> aggregates) implements Windows {

    /** When the window begins that began last at a time. */
    private String lastStart(String at) {
        return "(" + at + " - ((" + at + " % " + slide + " + " + slide + ") % " + slide + "))";
    }

    @Override
    public String late(String at, long mark) {
        return lastStart(at) + " + " + size + " <= " + mark;
    }

    @Override
    public String kept(String at, long mark) {
        // The first one begins after the time less the size; those that ended before are written, and get no more.
        return "unnest(list_filter(generate_series(" + lastStart("(" + at + " - " + size + ")") + " + " + slide + ", "
                + lastStart(at) + ", " + slide + "), lambda weir_start: weir_start > " + last(mark) + "))";
    }

    @Override
    public String ended(String rows, String own, long mark) {
        return "(select *, " + FROM + " as " + BEGUN + ", " + FROM + " + " + size + " as " + ENDED + " from " + rows
                + " where " + isEnded(rows, own, mark) + " and " + own + ")";
    }

    @Override
    public String isEnded(String rows, String own, long mark) {
        return FROM + " <= " + last(mark);
    }

    /** When the window began that ended last. */
    private long last(long mark) {
        return Math.max(mark, Long.MIN_VALUE + size) - size;
    }
}
