package io.weir.metadata.snapshot;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One version of a table's history.
 *
 * @param timestamp in-commit timestamp, milliseconds since 1970
 * @param principal who made it, as callers are named in the audit log; null where that is not known
 * @param requestId of the call that made it; null where that is not known
 */
public record CommitSummary(
        long version,
        long timestamp,
        String operation,
        @Nullable String principal,
        @Nullable String requestId,
        @Nullable String jobName,
        @Nullable UUID runId,
        long addedFiles,
        long removedFiles) {}
