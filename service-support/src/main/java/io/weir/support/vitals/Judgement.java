package io.weir.support.vitals;

import io.weir.support.vitals.Part.Kind;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** From which figures on a service is not well. The page on health has the same. */
final class Judgement {

    private static final double BUSY = 0.8;
    private static final double FULL = 1.0;

    private static final double SLOW_MILLIS = 1000;
    private static final double STUCK_MILLIS = 5000;

    /** Calls below which a share says nothing. */
    private static final int FEW = 20;

    private Judgement() {}

    static Part ofPool(@Nullable PoolUse pool) {
        if (pool == null) {
            return new Part(Kind.POOL, Level.HEALTHY, "No connection was needed yet");
        }
        String use =
                pool.active() + " of " + pool.size() + " connections are in use, " + pool.waiting() + " callers wait";
        if (pool.timeouts() > 0) {
            return new Part(Kind.POOL, Level.CRITICAL, use + ", " + pool.timeouts() + " waited in vain");
        }
        Level level = Level.of(pool.share(), BUSY, pool.waiting() > 0 ? FULL : Double.MAX_VALUE, Double.MAX_VALUE);
        return new Part(Kind.POOL, level, use);
    }

    /** @param calls of the last minutes */
    static Part ofCalls(CallCounts calls) {
        double slow = calls.millis(Percentile.P95);
        String figures = String.format(
                Locale.ROOT,
                "%d calls, %.2f %% of them failed, 95 of 100 within %.0f ms",
                calls.calls(),
                100 * calls.failedShare(),
                slow);
        if (calls.calls() < FEW) {
            return new Part(Kind.PERFORMANCE, Level.HEALTHY, figures);
        }
        Level failures = Level.of(calls.failedShare(), 0.01, 0.05, 0.5);
        Level slowness = Level.of(slow, SLOW_MILLIS, STUCK_MILLIS, Double.MAX_VALUE);
        return new Part(Kind.PERFORMANCE, failures.compareTo(slowness) > 0 ? failures : slowness, figures);
    }
}
