package io.weir.lineage.graph;

import io.weir.lineage.run.Run;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The latest run of a job, in Marquez' words.
 *
 * @param state NEW, RUNNING, COMPLETED, FAILED or ABORTED
 */
public record JobRun(
        UUID id,
        Instant createdAt,
        String state,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Long durationMs) {

    static JobRun of(Node.LatestRun run) {
        return new JobRun(
                run.id(),
                run.createdAt(),
                run.state().inMarquezWords(),
                run.startedAt(),
                run.endedAt(),
                Run.duration(run.startedAt(), run.endedAt()));
    }
}
