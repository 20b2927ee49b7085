package io.weir.lineage.graph;

import io.weir.lineage.openlineage.NodeName;
import io.weir.lineage.run.RunState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A node of the graph.
 *
 * @param latestRun of a job that ever ran
 * @param owner of a job, as in {@code user:ann}
 */
public record Node(
        UUID key,
        NodeName name,
        Instant createdAt,
        Instant updatedAt,
        @Nullable LatestRun latestRun,
        @Nullable String owner) {

    /**
     * The latest run of a job.
     *
     * @param createdAt time of the earliest event that names it
     */
    public record LatestRun(
            UUID id,
            RunState state,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt) {}
}
