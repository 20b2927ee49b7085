package io.weir.support.retry;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential backoff with jitter: the wait doubles with each failure up to a cap, and its upper half is random, so that
 * many who failed together do not come back together.
 *
 * @param first the longest wait after the first failure
 * @param cap the longest wait of all
 */
public record Backoff(Duration first, Duration cap) {

    private static final int DOUBLINGS_AT_MOST = 30;

    /**
     * The wait before the next attempt.
     *
     * @param failures how often it failed in a row, 1 or more
     */
    public Duration after(int failures, RandomGenerator random) {
        int doublings = Math.min(Math.max(0, failures - 1), DOUBLINGS_AT_MOST);
        long longest = Math.min(cap.toMillis(), first.toMillis() << doublings);
        return Duration.ofMillis(longest - random.nextLong(longest / 2 + 1));
    }
}
