package io.weir.benchmarks.lookup;

/**
 * What so many callers at once had of one shape. Times are 0 where nothing was answered.
 *
 * @param perSecond lookups that were answered, of all callers together
 * @param meanMillis from asking for a connection until all rows were read, as are the others
 * @param p95Millis of the answered ones
 * @param p99Millis of the answered ones
 * @param errors lookups that failed; the time of each is in no other figure
 */
public record LookupResult(
        LookupShape shape,
        int callers,
        double perSecond,
        double meanMillis,
        double p95Millis,
        double p99Millis,
        long errors) {}
