package io.weir.metadata.snapshot.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.weir.metadata.snapshot.CommitSummary;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
record Commit(
        long version,
        Instant timestamp,
        String operation,
        @Nullable String jobName,
        @Nullable UUID runId,
        @Nullable Long addedFiles,
        @Nullable Long removedFiles) {

    static Commit of(CommitSummary summary) {
        return new Commit(
                summary.version(),
                Instant.ofEpochMilli(summary.timestamp()),
                summary.operation(),
                summary.jobName(),
                summary.runId(),
                summary.addedFiles(),
                summary.removedFiles());
    }
}
