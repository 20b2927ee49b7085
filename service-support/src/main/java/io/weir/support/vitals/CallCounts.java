package io.weir.support.vitals;

import java.util.Arrays;

/**
 * Calls, those of them that the service failed at, and how many took how long at most. Either all since the service began, or those
 * between two such counts.
 */
final class CallCounts {

    static final CallCounts NONE = new CallCounts(0, 0, new double[0], new long[0]);

    private final long calls;
    private final long failed;
    private final double[] limitMillis;
    private final long[] within;

    /**
     * @param limitMillis of each bucket, in rising order
     * @param within for each bucket the calls that took no longer than its limit; those of smaller buckets are in it
     */
    CallCounts(long calls, long failed, double[] limitMillis, long[] within) {
        this.calls = calls;
        this.failed = failed;
        this.limitMillis = limitMillis;
        this.within = within;
    }

    long calls() {
        return calls;
    }

    /** From 0 to 1; of no calls, 0. */
    double failedShare() {
        return calls == 0 ? 0 : (double) failed / calls;
    }

    /** Those of both. */
    CallCounts plus(CallCounts other) {
        return combined(other, 1);
    }

    /** Those that came since an earlier count. A service that began anew has none of before. */
    CallCounts since(CallCounts earlier) {
        return combined(earlier, -1);
    }

    private CallCounts combined(CallCounts other, int sign) {
        double[] limits = limitMillis.length >= other.limitMillis.length ? limitMillis : other.limitMillis;
        long[] sums = new long[limits.length];
        for (int bucket = 0; bucket < limits.length; bucket++) {
            sums[bucket] = at(bucket) + sign * other.at(bucket);
        }
        return new CallCounts(calls + sign * other.calls, failed + sign * other.failed, limits, sums);
    }

    private long at(int bucket) {
        return bucket < within.length ? within[bucket] : 0;
    }

    /**
     * How long a share of the calls took at most, in milliseconds, as if those of a bucket were spread evenly over it; of those beyond the
     * last bucket, its limit; of no calls, 0.
     */
    double millis(Percentile percentile) {
        double rank = percentile.share() * calls;
        int bucket = 0;
        while (bucket < within.length && within[bucket] < rank) {
            bucket++;
        }
        if (calls == 0 || limitMillis.length == 0) {
            return 0;
        }
        if (bucket == within.length) {
            return limitMillis[bucket - 1];
        }
        double from = bucket == 0 ? 0 : limitMillis[bucket - 1];
        long before = bucket == 0 ? 0 : within[bucket - 1];
        long inside = within[bucket] - before;
        return inside == 0 ? from : from + (limitMillis[bucket] - from) * (rank - before) / inside;
    }

    @Override
    public String toString() {
        return calls + " calls, " + failed + " failed, " + Arrays.toString(within);
    }
}
