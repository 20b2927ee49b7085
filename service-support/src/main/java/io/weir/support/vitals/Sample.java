package io.weir.support.vitals;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a service counted until a moment, or between two.
 *
 * @param operations by method and path
 * @param pool absent where the service has none
 */
record Sample(
        Instant at,
        Map<String, CallCounts> operations,
        @Nullable PoolUse pool) {

    CallCounts all() {
        return sum(operations.values());
    }

    private static CallCounts sum(Collection<CallCounts> counts) {
        return counts.stream().reduce(CallCounts.NONE, CallCounts::plus);
    }

    /** What came after an earlier one. */
    Sample since(Sample earlier) {
        Map<String, CallCounts> later = new HashMap<>();
        operations.forEach((operation, counts) -> {
            CallCounts came = counts.since(earlier.operations.getOrDefault(operation, CallCounts.NONE));
            if (came.calls() > 0) {
                later.put(operation, came);
            }
        });
        return new Sample(at, later, pool == null || earlier.pool == null ? pool : pool.since(earlier.pool));
    }

    VitalPoint pointSince(Sample earlier) {
        CallCounts came = since(earlier).all();
        double seconds = Math.max(1, Duration.between(earlier.at, at).toMillis()) / 1000.0;
        return new VitalPoint(
                at,
                came.calls() / seconds,
                1 - came.failedShare(),
                came.millis(Percentile.P95),
                pool == null ? 0 : pool.share());
    }
}
