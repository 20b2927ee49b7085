package io.weir.metadata.rowid;

import static java.util.function.UnaryOperator.identity;
import static java.util.stream.Collectors.toMap;

import io.weir.delta.Violation;
import io.weir.delta.action.Action;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.CommitRules;
import io.weir.delta.action.RemoveFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The row ids of one commit's files. A file that the table has keeps its own, be it added again with a deletion vector or
 * as it was once; a new one gets ids that nobody ever had. Removes are told what else is known of their files, as those are
 * read here anyway.
 */
final class FileRowIds {

    /** From here on the processor's other cores are worth asking. */
    private static final int MANY = 1000;

    private final TrackedCommit commit;
    private final List<Action> actions;
    private final RowIdMarks marks;
    private final Map<String, AddFile> live;
    private final Function<List<String>, List<AddFile>> history;
    private final List<Violation> violations = new ArrayList<>();
    private final RowNumbers numbers;
    private final List<Integer> fresh = new ArrayList<>();
    private final Map<Integer, AddFile> returning = new LinkedHashMap<>();
    private @Nullable Long[] rows = {};

    /**
     * @param actions of the commit; row ids are put into them
     * @param live files that the commit removes or adds again, as they are now
     * @param history how paths were added last
     */
    FileRowIds(
            TrackedCommit commit,
            List<Action> actions,
            RowIdMarks marks,
            List<AddFile> live,
            Function<List<String>, List<AddFile>> history) {
        this.commit = commit;
        this.actions = actions;
        this.marks = marks;
        this.live = byPath(live);
        this.history = history;
        this.numbers = new RowNumbers(marks.head(), violations);
    }

    private static Map<String, AddFile> byPath(List<AddFile> files) {
        return files.stream().collect(toMap(AddFile::path, identity(), (first, second) -> second));
    }

    /** Up to where row ids are given now. */
    long mark() {
        return numbers.mark();
    }

    /** Gives every file its ids; what is wrong with those that the writer gave. */
    List<Violation> assign() {
        rows = countRows();
        for (int index = 0; index < actions.size(); index++) {
            if (actions.get(index) instanceof AddFile add) {
                sort(index, add);
            } else if (actions.get(index) instanceof RemoveFile remove) {
                AddFile added = live.get(remove.path());
                actions.set(
                        index,
                        added == null
                                ? remove
                                : remove.completedFrom(added)
                                        .withRowIds(added.baseRowId(), added.defaultRowCommitVersion()));
            }
        }
        bringBack();
        numbers.settle();
        fresh.forEach(index -> give(index, numbers.next(field(index), rows[index])));
        return violations;
    }

    /** Some 10 µs each, and none depends on another. */
    private @Nullable Long[] countRows() {
        IntStream indexes = IntStream.range(0, actions.size());
        return (actions.size() < MANY ? indexes : indexes.parallel())
                .mapToObj(index -> actions.get(index) instanceof AddFile add ? rows(add, field(index)) : null)
                .toArray(Long[]::new);
    }

    private static @Nullable Long rows(AddFile add, String field) {
        return CommitRules.statistics(add, field).numRecords();
    }

    private void sort(int index, AddFile add) {
        AddFile before = live.get(add.path());
        Long given = add.baseRowId();
        if (before != null && before.baseRowId() != null) {
            keep(index, add, before);
        } else if (commit.isRestore() && given != null) {
            actions.set(index, add.withRowIds(given, Objects.requireNonNullElse(add.defaultRowCommitVersion(), now())));
        } else if (given == null || (marks.hasMoved() && given > marks.read())) {
            fresh.add(index);
        } else if (given > marks.head()) {
            numbers.choose(field(index), given, rows[index]);
            actions.set(index, add.withRowIds(given, now()));
        } else {
            returning.put(index, add);
        }
    }

    private long now() {
        return commit.version();
    }

    /** A file that is there has the rows that it has, whatever else is said of it. */
    private void keep(int index, AddFile add, AddFile before) {
        Long given = add.baseRowId();
        if ((given != null && !given.equals(before.baseRowId())) || !hasRowsOf(before, rows[index])) {
            violations.add(Violation.of(
                    field(index) + (hasRowsOf(before, rows[index]) ? ".baseRowId" : ".stats"),
                    "is not what the file of this path has",
                    hasRowsOf(before, rows[index]) ? given : rows[index],
                    "baseRowId " + before.baseRowId() + " and as many rows as before, or another path"));
        }
        actions.set(
                index,
                add.withRowIds(
                        Objects.requireNonNull(before.baseRowId()),
                        Objects.requireNonNullElse(before.defaultRowCommitVersion(), now())));
    }

    private static boolean hasRowsOf(AddFile before, @Nullable Long rows) {
        Long known = KnownRows.of(before);
        return known == null || rows == null || known.equals(rows);
    }

    /** Ids that were given long ago: only to the same file again. */
    private void bringBack() {
        if (returning.isEmpty()) {
            return;
        }
        Map<String, AddFile> before = byPath(history.apply(
                returning.values().stream().map(AddFile::path).distinct().toList()));
        returning.forEach((index, add) -> {
            AddFile known = before.get(add.path());
            if (known == null || known.baseRowId() == null) {
                violations.add(Violation.of(
                        field(index) + ".baseRowId",
                        "is an id that was given before",
                        add.baseRowId(),
                        "none, so that one is given, or more than " + marks.head()));
            } else {
                keep(index, add, known);
            }
        });
    }

    private void give(int index, long first) {
        actions.set(index, ((AddFile) actions.get(index)).withRowIds(first, now()));
    }

    private String field(int index) {
        return "actions[" + index + "]." + actions.get(index).key();
    }
}
