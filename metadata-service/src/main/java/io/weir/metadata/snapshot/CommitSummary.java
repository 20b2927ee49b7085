package io.weir.metadata.snapshot;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One version of a table's history.
 *
 * @param timestamp in-commit timestamp, milliseconds since 1970
 */
public record CommitSummary(
        long version,
        long timestamp,
        String operation,
        @Nullable String jobName,
        @Nullable UUID runId,
        long addedFiles,
        long removedFiles) {}
