package io.weir.lineage.job;

import io.weir.lineage.run.RunState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job in a list.
 *
 * @param latestRunId the run whose event was the latest
 * @param updatedAt time of the latest event that names the job
 * @param owner as in {@code user:ann}: who first sent an event about it, until it is handed over
 */
public record Job(
        String namespace,
        String name,
        @Nullable UUID latestRunId,
        @Nullable RunState latestRunState,
        @Nullable Instant updatedAt,
        @Nullable String owner) {}
