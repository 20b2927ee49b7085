package io.weir.metadata.snapshot.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.metadata.snapshot.CommitSummary;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
record Commit(
        long version,
        Instant timestamp,
        String operation,

        @Schema(
                description = "Who made it, as callers are named in the audit log; absent where that is not known,"
                        + " as of versions that were imported")
        @Nullable
        String principal,

        @Schema(description = "Of the call that made it, as in the audit log") @Nullable
        String requestId,

        @Nullable String jobName,
        @Nullable UUID runId,
        @Nullable Long addedFiles,
        @Nullable Long removedFiles) {

    static Commit of(CommitSummary summary) {
        return new Commit(
                summary.version(),
                Instant.ofEpochMilli(summary.timestamp()),
                summary.operation(),
                summary.principal(),
                summary.requestId(),
                summary.jobName(),
                summary.runId(),
                summary.addedFiles(),
                summary.removedFiles());
    }
}
