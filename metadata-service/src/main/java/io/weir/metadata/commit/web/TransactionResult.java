package io.weir.metadata.commit.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.weir.metadata.commit.CommitAttempt;
import io.weir.metadata.commit.CommitOutcome;
import io.weir.metadata.commit.CommitOutcome.Committed;
import io.weir.metadata.commit.CommitOutcome.Duplicate;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

record TransactionResult(CommitResult.Outcome outcome, List<TableVersion> commits) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TableVersion(
            String table,
            @Nullable UUID tableId,
            long version,
            Instant timestamp,
            @Nullable Long rebasedFrom) {}

    static TransactionResult of(List<CommitAttempt> attempts, List<CommitOutcome> outcomes) {
        boolean repeated = outcomes.stream().allMatch(Duplicate.class::isInstance);
        List<TableVersion> commits = IntStream.range(0, outcomes.size())
                .mapToObj(index -> version(attempts.get(index).table(), outcomes.get(index)))
                .toList();
        return new TransactionResult(
                repeated ? CommitResult.Outcome.DUPLICATE : CommitResult.Outcome.COMMITTED, commits);
    }

    private static TableVersion version(String table, CommitOutcome outcome) {
        CommitResult result = outcome instanceof Committed committed
                ? CommitResult.of(committed)
                : CommitResult.of((Duplicate) outcome);
        return new TableVersion(table, result.tableId(), result.version(), result.timestamp(), result.rebasedFrom());
    }
}
