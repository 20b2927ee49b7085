package io.weir.metadata.commit.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.metadata.commit.CommitOutcome.Committed;
import io.weir.metadata.commit.CommitOutcome.Duplicate;
import io.weir.metadata.table.OfTable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
record CommitResult(
        Outcome outcome,

        @Schema(description = "Of the table; one that has its name later has another") @Nullable
        UUID tableId,

        long version,
        Instant timestamp,
        @Nullable Long rebasedFrom)
        implements OfTable {

    enum Outcome {
        COMMITTED,
        DUPLICATE
    }

    static CommitResult of(Committed committed) {
        Instant timestamp = Instant.ofEpochMilli(committed.timestamp());
        return new CommitResult(
                Outcome.COMMITTED, committed.tableId(), committed.version(), timestamp, committed.rebasedFrom());
    }

    static CommitResult of(Duplicate duplicate) {
        Instant timestamp = Instant.ofEpochMilli(duplicate.timestamp());
        return new CommitResult(Outcome.DUPLICATE, duplicate.tableId(), duplicate.version(), timestamp, null);
    }
}
