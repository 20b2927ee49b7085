package io.weir.platform.gateway.limit;

import java.time.Duration;

/** Calls that one caller may make now: as many as are left of a burst, which refills evenly. */
final class TokenBucket {

    private static final double NANOS_PER_SECOND = 1e9;

    private final int perSecond;
    private final int burst;
    private double left;
    private long refilledAt;

    /** @param now nanoseconds of a clock that never goes back */
    TokenBucket(int perSecond, int burst, long now) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.left = burst;
        this.refilledAt = now;
    }

    /** Takes one call; answers how long to wait for it where none is left, else zero. */
    synchronized Duration take(long now) {
        refill(now);
        if (left >= 1) {
            left--;
            return Duration.ZERO;
        }
        return Duration.ofNanos(Math.max(1, (long) ((1 - left) * NANOS_PER_SECOND / perSecond)));
    }

    /** Whether nothing would be lost with it: a new one would be the same. */
    synchronized boolean isFull(long now) {
        refill(now);
        return left >= burst;
    }

    private void refill(long now) {
        left = Math.min(burst, left + Math.max(0, now - refilledAt) * perSecond / NANOS_PER_SECOND);
        refilledAt = now;
    }
}
