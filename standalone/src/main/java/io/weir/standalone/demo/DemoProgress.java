package io.weir.standalone.demo;

/**
 * How far a demo is, in events.
 *
 * @param total how many there are
 * @param produced acknowledged by the broker
 * @param warehouse in the DuckDB table or among the dead letters
 * @param delta in the Delta table
 * @param perSecond produced and ingested, on average since the start
 */
record DemoProgress(long total, long produced, long warehouse, long delta, long perSecond) {

    /** From 0 to 1, counting each of the three ways once. */
    double part() {
        return (produced + warehouse + delta) / (3.0 * total);
    }
}
