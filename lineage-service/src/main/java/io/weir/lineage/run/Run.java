package io.weir.lineage.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run of a job.
 *
 * @param runId as the client gave it; where that was no UUID, one derived from it
 * @param namespace of the job
 * @param job the job's name
 * @param startedAt time of the earliest START
 * @param endedAt time of the end
 * @param durationMillis from start to end, never negative; absent while either is unknown
 * @param parentRunId the run that started this one
 * @param facets by name, each as its latest event states it
 */
public record Run(
        UUID runId,
        String namespace,
        String job,
        RunState state,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Long durationMillis,
        @Nullable UUID parentRunId,
        List<DatasetReference> inputs,
        List<DatasetReference> outputs,
        Map<String, Object> facets) {

    /** The same run with what is kept beside it. */
    public Run with(List<DatasetReference> read, List<DatasetReference> written, Map<String, Object> current) {
        return new Run(
                runId, namespace, job, state, startedAt, endedAt, durationMillis, parentRunId, read, written, current);
    }

    /** Milliseconds between two times; 0 where clocks disagree so much that the end lies before the start. */
    public static @Nullable Long duration(@Nullable Instant startedAt, @Nullable Instant endedAt) {
        return startedAt == null || endedAt == null
                ? null
                : (Long) Math.max(0, Duration.between(startedAt, endedAt).toMillis());
    }
}
