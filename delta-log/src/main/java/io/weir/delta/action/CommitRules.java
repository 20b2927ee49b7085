package io.weir.delta.action;

import io.weir.delta.InvalidActionException;
import io.weir.delta.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the actions of one commit must keep together and each by itself, by the protocol's "Action Reconciliation" and
 * "Actions". Whether they fit a table that others changed meanwhile is not asked here.
 */
public final class CommitRules {

    private final List<Action> actions;
    private final String path;
    private final boolean readsStatistics;
    private final List<Violation> violations = new ArrayList<>();

    private CommitRules(List<Action> actions, String path, boolean readsStatistics) {
        this.actions = actions;
        this.path = path;
        this.readsStatistics = readsStatistics;
    }

    /**
     * What is wrong with a commit; empty if nothing is. Linear in the number of actions; reads every {@code stats}.
     *
     * @param path what fields' paths begin with, such as {@code actions}; the index of the action is appended
     * @param current the table's metadata before this commit, or those of old that the commit brings back; absent if the
     *     commit makes the table. A schema that is theirs is asked no more than it was when it was new
     */
    public static List<Violation> check(List<Action> actions, String path, @Nullable Metadata current) {
        return new CommitRules(actions, path, true).check(current);
    }

    /**
     * As {@link #check}, but for the statistics, which are most of its cost: for who reads them anyway, by
     * {@link #statistics}. Some 1 µs an action.
     */
    public static List<Violation> checkWithoutStatistics(
            List<Action> actions, String path, @Nullable Metadata current) {
        return new CommitRules(actions, path, false).check(current);
    }

    /**
     * Reads the statistics of a file.
     *
     * @param path what errors call the file, such as {@code actions[3].add}
     * @throws InvalidActionException if they are not what {@link #check} asks of them
     */
    public static FileStatistics statistics(AddFile add, String path) {
        String text = add.stats();
        if (text != null && !FilePaths.isText(text)) {
            throw new InvalidActionException(path + ".stats", "is no text", text, FilePaths.TEXT);
        }
        FileStatistics statistics = FileStatistics.parse(text, path + ".stats");
        DeletionVectorDescriptor vector = add.deletionVector();
        Long rows = statistics.numRecords();
        if (vector != null && rows == null) {
            throw new InvalidActionException(
                    path + ".stats", "has no numRecords", null, "numRecords, as there is a deletion vector");
        }
        if (vector != null && rows != null && vector.cardinality() > rows) {
            throw new InvalidActionException(
                    path + ".deletionVector.cardinality",
                    "is more than the file has rows",
                    vector.cardinality(),
                    "at most stats.numRecords, " + rows);
        }
        return statistics;
    }

    private List<Violation> check(@Nullable Metadata current) {
        atMostOne();
        filesOnce();
        eachAction(current);
        return List.copyOf(violations);
    }

    /** As {@link #check}, but throws what is wrong. */
    public static void require(List<Action> actions, String path, @Nullable Metadata current) {
        List<Violation> violations = check(actions, path, current);
        if (!violations.isEmpty()) {
            throw new InvalidActionException(violations);
        }
    }

    private void atMostOne() {
        Set<Object> seen = new HashSet<>();
        for (int index = 0; index < actions.size(); index++) {
            Action action = actions.get(index);
            Object once = onceEach(action);
            if (once != null && !seen.add(once)) {
                violations.add(Violation.of(
                        at(index), "is there twice in one commit", once, "at most one " + action.key() + " of it"));
            }
        }
    }

    private static @Nullable Object onceEach(Action action) {
        if (action instanceof SetTransaction txn) {
            return "txn " + txn.appId();
        }
        if (action instanceof DomainMetadata domain) {
            return "domainMetadata " + domain.domain();
        }
        return action instanceof Metadata || action instanceof Protocol || action instanceof CommitInfo
                ? action.key()
                : null;
    }

    /** At most one add and one remove a (path, deletion vector), never both. */
    private void filesOnce() {
        Set<FileKey> seen = new HashSet<>(2 * actions.size());
        Set<String> added = new HashSet<>(2 * actions.size());
        Set<String> removed = new HashSet<>();
        for (int index = 0; index < actions.size(); index++) {
            if (!(actions.get(index) instanceof FileAction file)) {
                continue;
            }
            if (!seen.add(file.fileKey())) {
                violations.add(Violation.of(
                        at(index) + ".path",
                        "is added or removed twice with the same deletion vector",
                        file.path(),
                        "one add or one remove of each file and deletion vector"));
            } else if (!(file instanceof AddFile ? added : removed).add(file.path())) {
                violations.add(Violation.of(
                        at(index) + ".path",
                        "is there twice with different deletion vectors",
                        file.path(),
                        "at most one add and one remove of each path"));
            }
        }
    }

    private void eachAction(@Nullable Metadata current) {
        Metadata metadata = newMetadata(current);
        PartitionRule partitions = metadata == null ? null : PartitionRule.of(metadata);
        for (int index = 0; index < actions.size(); index++) {
            Action action = actions.get(index);
            ActionRules.check(action, at(index), current, partitions, violations);
            if (readsStatistics && action instanceof AddFile add) {
                checkStatistics(add, at(index));
            }
        }
    }

    private void checkStatistics(AddFile add, String at) {
        try {
            statistics(add, at);
        } catch (InvalidActionException unreadable) {
            violations.addAll(unreadable.violations());
        }
    }

    private @Nullable Metadata newMetadata(@Nullable Metadata current) {
        for (Action action : actions) {
            if (action instanceof Metadata metadata) {
                return metadata;
            }
        }
        return current;
    }

    private String at(int index) {
        return path + "[" + index + "]." + actions.get(index).key();
    }
}
