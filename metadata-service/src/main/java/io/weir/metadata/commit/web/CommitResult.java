package io.weir.metadata.commit.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.weir.metadata.commit.CommitOutcome.Committed;
import io.weir.metadata.commit.CommitOutcome.Duplicate;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
record CommitResult(
        Outcome outcome,
        long version,
        Instant timestamp,
        @Nullable Long rebasedFrom) {

    enum Outcome {
        COMMITTED,
        DUPLICATE
    }

    static CommitResult of(Committed committed) {
        Instant timestamp = Instant.ofEpochMilli(committed.timestamp());
        return new CommitResult(Outcome.COMMITTED, committed.version(), timestamp, committed.rebasedFrom());
    }

    static CommitResult of(Duplicate duplicate) {
        Instant timestamp = Instant.ofEpochMilli(duplicate.timestamp());
        return new CommitResult(Outcome.DUPLICATE, duplicate.version(), timestamp, null);
    }
}
