package io.weir.metadata.commit;

import io.weir.delta.action.Action;
import io.weir.delta.action.SetTransaction;
import io.weir.delta.conflict.Attempt;
import io.weir.delta.conflict.ConflictRules;
import io.weir.delta.conflict.Resolution;
import io.weir.delta.conflict.Winner;
import io.weir.metadata.action.ActionText;
import io.weir.metadata.commit.CommitOutcome.Conflict;
import io.weir.metadata.commit.CommitOutcome.Duplicate;
import io.weir.metadata.snapshot.Snapshot;
import io.weir.metadata.snapshot.Snapshots;
import io.weir.metadata.table.TableHead;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Whether a winner stands against a commit. Columns say so at the cost of one statement for most commits; only where they
 * see a possible conflict are the winners' actions read, for the protocol's rules to the letter.
 */
@Component
class Referee {

    /** Beyond these the columns' verdict holds, which errs towards a conflict. */
    private static final int MOST_WINNERS = 200;

    private static final long MOST_BYTES = 64L << 20;

    private final Commits commits;
    private final Snapshots snapshots;

    Referee(Commits commits, Snapshots snapshots) {
        this.commits = commits;
        this.snapshots = snapshots;
    }

    Optional<CommitOutcome> decide(TableHead head, CommitAttempt attempt, Contest contest) {
        Optional<Conflict> possible = commits.conflict(head.tableId(), contest);
        return possible.flatMap(conflict -> review(head, attempt, contest, conflict));
    }

    private Optional<CommitOutcome> review(TableHead head, CommitAttempt attempt, Contest contest, Conflict possible) {
        List<Winner> winners = commits.winners(head.tableId(), contest.readVersion(), MOST_WINNERS, MOST_BYTES);
        if (winners.size() < head.version() - contest.readVersion()) {
            return Optional.of(possible);
        }
        Snapshot read = snapshots.at(head.tableId(), contest.readVersion()).orElseThrow();
        Attempt ours = new Attempt(
                unguarded(attempt.actions(), contest.appIds()),
                attempt.read(),
                attempt.isolation(),
                ActionText.protocol(read.protocol()),
                ActionText.metadata(read.metadata()));
        return outcome(head, ConflictRules.resolve(ours, winners), possible);
    }

    private Optional<CommitOutcome> outcome(TableHead head, Resolution resolution, Conflict possible) {
        if (resolution instanceof Resolution.Conflict conflict) {
            boolean same = conflict.rule() == possible.rule() && conflict.winningVersion() == possible.version();
            List<String> details = same && conflict.files().isEmpty() ? possible.details() : conflict.files();
            return Optional.of(new Conflict(conflict.rule(), conflict.winningVersion(), details));
        }
        return resolution instanceof Resolution.Duplicate duplicate
                ? Optional.of(new Duplicate(
                        head.uuid(), duplicate.version(), commits.timestamp(head.tableId(), duplicate.version())))
                : Optional.empty();
    }

    /** A transaction whose expected version was compared under the lock stands in nobody's way. */
    private static List<Action> unguarded(List<Action> actions, List<String> appIds) {
        return actions.stream()
                .filter(action -> !(action instanceof SetTransaction txn) || appIds.contains(txn.appId()))
                .toList();
    }
}
