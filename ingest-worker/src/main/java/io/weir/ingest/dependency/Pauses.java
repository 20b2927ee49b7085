package io.weir.ingest.dependency;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** For how long a dependency is left alone, time after time, and until when it is now. */
final class Pauses {

    /** What is tried just now is known to work, or not, after about this. */
    private static final long TRIAL_MILLIS = 1_000;

    private final IntervalFunction intervals;
    private volatile Instant until = Instant.EPOCH;

    Pauses(DependencySettings settings) {
        this.intervals =
                IntervalFunction.ofExponentialRandomBackoff(settings.firstPause(), 2.0, 0.3, settings.longestPause());
    }

    /** Begins the pause after so many trials. */
    long begin(int trials) {
        long millis = intervals.apply(trials);
        until = now().plusMillis(millis);
        return millis;
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    /** When it ends; somewhat from now where it has and others are at it. */
    Instant until() {
        Instant now = now();
        return until.isAfter(now) ? until : now.plusMillis(TRIAL_MILLIS);
    }
}
