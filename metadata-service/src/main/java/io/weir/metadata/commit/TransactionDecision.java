package io.weir.metadata.commit;

import static java.util.stream.Collectors.toMap;

import io.weir.delta.conflict.ConflictRule;
import io.weir.metadata.commit.CommitOutcome.Committed;
import io.weir.metadata.commit.CommitOutcome.Conflict;
import io.weir.metadata.commit.CommitOutcome.Duplicate;
import io.weir.metadata.commit.TransactionOutcome.Refused;
import io.weir.metadata.table.TableHead;
import io.weir.metadata.table.TableProblems;
import io.weir.support.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What becomes of commits to many tables: all of them or none. Runs in the caller's transaction, which must not commit if
 * one is refused. Locks every head before it looks at any, so that two transactions over the same tables take turns.
 */
@Component
class TransactionDecision {

    private final Commits commits;
    private final CommitDecision decision;

    TransactionDecision(Commits commits, CommitDecision decision) {
        this.commits = commits;
        this.decision = decision;
    }

    TransactionOutcome decide(List<CommitAttempt> attempts) {
        Map<String, TableHead> heads = commits
                .lockAll(attempts.stream().map(CommitAttempt::table).toList())
                .stream()
                .collect(toMap(TableHead::name, head -> head));
        List<CommitOutcome> outcomes = new ArrayList<>();
        for (int index = 0; index < attempts.size(); index++) {
            CommitOutcome outcome = decide(
                    index, attempts.get(index), heads.get(attempts.get(index).table()));
            if (!(outcome instanceof Committed) && !(outcome instanceof Duplicate)) {
                return refused(new Refused(index, attempts.get(index).table(), outcome));
            }
            outcomes.add(outcome);
        }
        return halfRepeated(attempts, outcomes).orElseGet(() -> new TransactionOutcome(outcomes, Optional.empty()));
    }

    private CommitOutcome decide(int index, CommitAttempt attempt, @Nullable TableHead head) {
        if (head == null) {
            throw TableProblems.notFound(attempt.table());
        }
        try {
            return decision.decide(attempt, head);
        } catch (ProblemException invalid) {
            throw TableProblems.below("commits[" + index + "].commit", invalid);
        }
    }

    /** A repetition is there as a whole. If only some of the commits are, someone else made them. */
    private static Optional<TransactionOutcome> halfRepeated(
            List<CommitAttempt> attempts, List<CommitOutcome> outcomes) {
        if (outcomes.stream().noneMatch(Committed.class::isInstance)) {
            return Optional.empty();
        }
        for (int index = 0; index < outcomes.size(); index++) {
            if (outcomes.get(index) instanceof Duplicate duplicate) {
                Conflict conflict = new Conflict(
                        duplicate.tableId(), ConflictRule.TRANSACTION_CHANGED, duplicate.version(), List.of());
                return Optional.of(
                        refused(new Refused(index, attempts.get(index).table(), conflict)));
            }
        }
        return Optional.empty();
    }

    private static TransactionOutcome refused(Refused refused) {
        return new TransactionOutcome(List.of(), Optional.of(refused));
    }
}
