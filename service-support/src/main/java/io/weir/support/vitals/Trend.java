package io.weir.support.vitals;

import java.util.Set;

/** Where a service is going: the later half of the last minutes beside the earlier one. */
public enum Trend {
    IMPROVING,
    STEADY,
    WORSENING;

    /** Calls of each half below which chance decides. */
    private static final long FEW = 20;

    /** A percentile of buckets jumps from one to the next, of which each is about twice the one before. */
    private static final double MUCH = 2.5;

    /** Nobody waits longer for it to grow from 2 ms to 5 ms. */
    private static final double UNFELT_MILLIS = 50;

    private static final double UNFELT_SHARE = 0.01;

    /** Of a whole, which worsens with any of its parts. */
    public static Trend of(Set<Trend> parts) {
        if (parts.contains(WORSENING)) {
            return WORSENING;
        }
        return parts.contains(IMPROVING) ? IMPROVING : STEADY;
    }

    /** From the calls of one time to those of the next. */
    static Trend between(CallCounts earlier, CallCounts later) {
        if (earlier.calls() < FEW || later.calls() < FEW) {
            return STEADY;
        }
        if (isMuchMore(later, earlier)) {
            return WORSENING;
        }
        return isMuchMore(earlier, later) ? IMPROVING : STEADY;
    }

    private static boolean isMuchMore(CallCounts one, CallCounts other) {
        double slow = one.millis(Percentile.P95);
        return (slow > UNFELT_MILLIS && slow > MUCH * other.millis(Percentile.P95))
                || one.failedShare() > MUCH * other.failedShare() + UNFELT_SHARE;
    }
}
