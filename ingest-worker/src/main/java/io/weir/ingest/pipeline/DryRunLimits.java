package io.weir.ingest.pipeline;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.support.problem.ProblemException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
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
    private static final int SAMPLED_RECORDS = 100;
    private static final int MOST_RECORDS = 10_000;
    private static final int WAIT_MILLIS = 5_000;
    private static final int MOST_MILLIS = 20_000;

    /** What the API document says of how many records are read to be looked at. */
    @Target(ElementType.PARAMETER)
    @Retention(RetentionPolicy.RUNTIME)
    @Parameter(
            description = "Records to read at most, 100 unless said otherwise",
            schema = @Schema(type = "integer", format = "int32", minimum = "1", maximum = "10000"))
    public @interface SampledRecords {}

    /** What the API document says of how long to wait for them. */
    @Target(ElementType.PARAMETER)
    @Retention(RetentionPolicy.RUNTIME)
    @Parameter(
            description = "The longest time to wait for them, 5000 unless said otherwise",
            schema = @Schema(type = "integer", format = "int32", minimum = "1", maximum = "20000"))
    public @interface Wait {}

    /**
     * Limits as a request has them, of which a sample is wanted only.
     *
     * @throws ProblemException if either is out of its range
     */
    public static DryRunLimits ofSample(@Nullable Integer records, @Nullable Integer waitMillis) {
        return of(Objects.requireNonNullElse(records, SAMPLED_RECORDS), waitMillis);
    }

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
