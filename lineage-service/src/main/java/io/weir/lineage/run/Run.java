package io.weir.lineage.run;

import io.weir.lineage.heartbeat.Liveness;
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
 * @param rootRunId the run at the top of all parents
 * @param attempt of the same work, from 1
 * @param nominalStartTime begin of the time that the run is about
 * @param nominalEndTime end of it
 * @param lastHeartbeatAt its last sign of life, by the server's clock
 * @param lostSince when it ran out of time to give the next one; absent again once it comes back or ends
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
        @Nullable UUID rootRunId,
        @Nullable Integer attempt,
        @Nullable Instant nominalStartTime,
        @Nullable Instant nominalEndTime,
        @Nullable Instant lastHeartbeatAt,
        @Nullable Instant lostSince,
        List<DatasetReference> inputs,
        List<DatasetReference> outputs,
        Map<String, Object> facets) {

    /** A run without what is kept beside it. */
    public static Run alone(
            UUID runId,
            String namespace,
            String job,
            RunState state,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable UUID parentRunId) {
        return new Run(
                runId,
                namespace,
                job,
                state,
                startedAt,
                endedAt,
                duration(startedAt, endedAt),
                parentRunId,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                Map.of());
    }

    /** The same run with its datasets and facets. */
    public Run with(List<DatasetReference> read, List<DatasetReference> written, Map<String, Object> current) {
        return new Run(
                runId,
                namespace,
                job,
                state,
                startedAt,
                endedAt,
                durationMillis,
                parentRunId,
                rootRunId,
                attempt,
                nominalStartTime,
                nominalEndTime,
                lastHeartbeatAt,
                lostSince,
                read,
                written,
                current);
    }

    /** The same run with what facets and heartbeats tell. */
    public Run with(RunFacts facts, @Nullable Liveness life) {
        return new Run(
                runId,
                namespace,
                job,
                state,
                startedAt,
                endedAt,
                durationMillis,
                parentRunId,
                facts.root(),
                facts.attempt(),
                facts.nominalStart(),
                facts.nominalEnd(),
                life == null ? null : life.aliveAt(),
                life == null ? null : life.lostSince(),
                inputs,
                outputs,
                facets);
    }

    /** Milliseconds between two times; 0 where clocks disagree so much that the end lies before the start. */
    public static @Nullable Long duration(@Nullable Instant startedAt, @Nullable Instant endedAt) {
        return startedAt == null || endedAt == null
                ? null
                : (Long) Math.max(0, Duration.between(startedAt, endedAt).toMillis());
    }
}
