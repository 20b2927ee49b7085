package io.weir.delta.conflict;

import io.weir.delta.action.Action;
import io.weir.delta.action.Metadata;
import io.weir.delta.action.Protocol;
import java.util.List;

/** What becomes of a commit that others were quicker than. */
public sealed interface Resolution {

    /**
     * It can be made behind the winners.
     *
     * @param actions its actions, with row ids and in-commit timestamp moved behind the winners'
     * @param protocol of the table that it is now made on, before its own actions
     * @param metadata likewise
     */
    record Rebase(List<Action> actions, Protocol protocol, Metadata metadata) implements Resolution {

        public Rebase {
            actions = List.copyOf(actions);
        }
    }

    /**
     * A winner is this very commit: the same transactions of the same applications.
     *
     * @param version that holds it
     */
    record Duplicate(long version) implements Resolution {}

    /**
     * It must not be made.
     *
     * @param winningVersion the first version that is in the way
     * @param files paths that both are about, at most {@value #MOST_FILES}; empty where the rule is not about files
     * @param advice what the writer can do
     */
    record Conflict(ConflictRule rule, long winningVersion, List<String> files, String advice) implements Resolution {

        static final int MOST_FILES = 100;

        public Conflict {
            files = List.copyOf(files.subList(0, Math.min(files.size(), MOST_FILES)));
        }

        static Conflict of(ConflictRule rule, Winner winner, List<String> files) {
            return new Conflict(rule, winner.version(), files, rule.advice());
        }

        /** One sentence for people. */
        public String describe() {
            return "Version " + winningVersion + " won: " + rule.happened() + "; " + advice;
        }
    }
}
