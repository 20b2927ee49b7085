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
 * see a possible conflict are the winners' actions read from there on, for the protocol's rules to the letter: three
 * statements for each portion of them, and the memory of one.
 */
@Component
class Referee {

    /** Of a portion. */
    private static final int MOST_WINNERS = 200;

    /** Likewise, of their log files. */
    private static final long MOST_BYTES = 64L << 20;

    /** Beyond these the columns' verdict holds, which errs towards a conflict: others wait for the head meanwhile. */
    private static final int MOST_PORTIONS = 25;

    private volatile int portions = MOST_PORTIONS;

    private final Commits commits;
    private final Snapshots snapshots;

    Referee(Commits commits, Snapshots snapshots) {
        this.commits = commits;
        this.snapshots = snapshots;
    }

    /** How many portions of winners may be read for one commit. */
    void mayRead(int most) {
        portions = most;
    }

    Optional<CommitOutcome> decide(TableHead head, CommitAttempt attempt, Contest contest) {
        Contest open = contest;
        int most = portions;
        for (int portion = 0; open.readVersion() < head.version(); portion++) {
            Optional<Conflict> possible = commits.conflict(head, open);
            if (possible.isEmpty()) {
                return Optional.empty();
            }
            long harmless = possible.get().version() - 1;
            List<Winner> winners =
                    portion == most ? List.of() : commits.winners(head.tableId(), harmless, MOST_WINNERS, MOST_BYTES);
            if (winners.isEmpty()) {
                return Optional.of(possible.get());
            }
            Attempt ours = attempt(head, attempt, contest, harmless);
            Optional<CommitOutcome> outcome =
                    outcome(head, contest, ConflictRules.resolve(ours, winners), possible.get());
            if (outcome.isPresent()) {
                return outcome;
            }
            open = open.behind(winners.get(winners.size() - 1).version());
        }
        return Optional.empty();
    }

    /** Ours as it is behind the winners up to a version, none of which stands against it. */
    private Attempt attempt(TableHead head, CommitAttempt attempt, Contest contest, long version) {
        Snapshot before = snapshots.at(head.tableId(), version).orElseThrow();
        return new Attempt(
                unguarded(attempt.actions(), contest.appIds()),
                attempt.read(),
                attempt.isolation(),
                ActionText.protocol(before.protocol()),
                ActionText.metadata(before.metadata()));
    }

    private Optional<CommitOutcome> outcome(TableHead head, Contest contest, Resolution resolution, Conflict possible) {
        if (resolution instanceof Resolution.Conflict conflict) {
            List<String> details =
                    conflict.files().isEmpty() ? details(head, contest, conflict, possible) : conflict.files();
            return Optional.of(new Conflict(head.uuid(), conflict.rule(), conflict.winningVersion(), details));
        }
        return resolution instanceof Resolution.Duplicate duplicate
                ? Optional.of(new Duplicate(
                        head.uuid(), duplicate.version(), commits.timestamp(head.tableId(), duplicate.version())))
                : Optional.empty();
    }

    /** What the columns say of the winner that decides, which need not be the first that they took for one. */
    private List<String> details(TableHead head, Contest contest, Resolution.Conflict conflict, Conflict possible) {
        Optional<Conflict> told = possible.version() == conflict.winningVersion()
                ? Optional.of(possible)
                : commits.conflict(head, contest.behind(conflict.winningVersion() - 1));
        return told.filter(winner -> winner.version() == conflict.winningVersion() && winner.rule() == conflict.rule())
                .map(Conflict::details)
                .orElse(List.of());
    }

    /** A transaction whose expected version was compared under the lock stands in nobody's way. */
    private static List<Action> unguarded(List<Action> actions, List<String> appIds) {
        return actions.stream()
                .filter(action -> !(action instanceof SetTransaction txn) || appIds.contains(txn.appId()))
                .toList();
    }
}
