package io.weir.ingest.progress;

import io.weir.support.problem.ProblemException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What somebody waits for: that a pipeline has taken so many records, or that it is at rest.
 *
 * @param received records that are in all sinks, dead letters among them
 * @param longest how long to wait before the progress so far is told
 */
public record ProgressGoal(long received, Duration longest) {

    /** Below the time after which gateways and proxies give a silent answer up. */
    private static final int MOST_MILLIS = 20_000;

    /**
     * A goal as a request has it.
     *
     * @param received none means: until it is at rest
     * @param waitMillis none means: do not wait
     * @throws ProblemException if either is out of its range
     */
    public static ProgressGoal of(@Nullable Long received, @Nullable Integer waitMillis) {
        if (received != null && received < 0) {
            throw ProblemException.invalid("received", "is less than nothing", received, "0 or more");
        }
        int wait = waitMillis == null ? 0 : waitMillis;
        if (wait < 0 || wait > MOST_MILLIS) {
            throw ProblemException.invalid("waitMillis", "is out of range", wait, "0 to " + MOST_MILLIS);
        }
        return new ProgressGoal(received == null ? Long.MAX_VALUE : received, Duration.ofMillis(wait));
    }

    boolean isReached(PipelineProgress progress) {
        return progress.received() >= received || !progress.isActive();
    }
}
