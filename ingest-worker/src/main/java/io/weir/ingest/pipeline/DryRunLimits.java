package io.weir.ingest.pipeline;

import io.weir.support.problem.ProblemException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How much a dry run looks at.
 *
 * @param records at most
 * @param longest how long to wait for them
 */
public record DryRunLimits(int records, Duration longest) {

    private static final int RECORDS = 1_000;
    private static final int MOST_RECORDS = 10_000;
    private static final int WAIT_MILLIS = 5_000;
    private static final int MOST_MILLIS = 20_000;

    /**
     * Limits as a request has them.
     *
     * @throws ProblemException if either is out of its range
     */
    public static DryRunLimits of(@Nullable Integer records, @Nullable Integer waitMillis) {
        int most = Objects.requireNonNullElse(records, RECORDS);
        if (most < 1 || most > MOST_RECORDS) {
            throw ProblemException.invalid("records", "is out of range", most, "1 to " + MOST_RECORDS);
        }
        int wait = Objects.requireNonNullElse(waitMillis, WAIT_MILLIS);
        if (wait < 1 || wait > MOST_MILLIS) {
            throw ProblemException.invalid("waitMillis", "is out of range", wait, "1 to " + MOST_MILLIS);
        }
        return new DryRunLimits(most, Duration.ofMillis(wait));
    }
}
