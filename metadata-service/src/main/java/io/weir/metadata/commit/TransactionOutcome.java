package io.weir.metadata.commit;

import java.util.List;
import java.util.Optional;

/**
 * What became of commits to many tables.
 *
 * @param commits of each table, in the order asked for; empty if one was refused, and so nothing changed
 * @param refused the first that could not be made
 */
public record TransactionOutcome(List<CommitOutcome> commits, Optional<Refused> refused) {

    public TransactionOutcome {
        commits = List.copyOf(commits);
    }

    /**
     * A commit that could not be made.
     *
     * @param index counted from 0, of the commits asked for
     */
    public record Refused(int index, String table, CommitOutcome outcome) {}
}
