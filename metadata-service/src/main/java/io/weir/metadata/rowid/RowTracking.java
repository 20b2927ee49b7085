package io.weir.metadata.rowid;

import io.weir.delta.Violation;
import io.weir.delta.action.Action;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.DomainMetadata;
import io.weir.delta.action.FileAction;
import io.weir.delta.action.Metadata;
import io.weir.delta.action.SetTransaction;
import io.weir.delta.conflict.RowIds;
import io.weir.metadata.MetadataProblem;
import io.weir.metadata.table.RowTrackingProperties;
import io.weir.metadata.table.TableProblems;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes of a commit's actions what the protocol asks of a table that tracks its rows. Runs under the lock of the table's
 * head, so that what others won since is known and nobody else gives ids meanwhile. Two statements; a third for ids that
 * were given long ago, one more for a commit that switches row tracking on.
 */
@Component
public class RowTracking {

    /** So many files get their ids in the version that switches row tracking on. */
    static final int MOST_NUMBERED = 100_000;

    private final TrackedFiles files;

    RowTracking(TrackedFiles files) {
        this.files = files;
    }

    /**
     * The actions with row ids, and with the high-water mark that they come to.
     *
     * @throws io.weir.support.problem.ProblemException if a file does not say how many rows it has, or has ids that are not
     *     its own
     * @throws io.weir.delta.InvalidActionException if statistics cannot be read
     */
    public List<Action> track(TrackedCommit commit) {
        List<Action> actions = new ArrayList<>(commit.actions());
        switchOn(commit, actions);
        Long read = commit.readVersion();
        RowIdMarks marks = files.marks(commit.tableId(), read == null ? commit.version() - 1 : read);
        List<FileAction> changed = actions.stream()
                .filter(FileAction.class::isInstance)
                .map(FileAction.class::cast)
                .toList();
        List<AddFile> live = changed.isEmpty() ? List.of() : files.live(commit.tableId(), changed);
        FileRowIds ids = new FileRowIds(commit, actions, marks, live, paths -> files.latest(commit.tableId(), paths));
        List<Violation> violations = ids.assign();
        long mark = Math.max(ids.mark(), reserved(actions, marks, violations));
        if (!violations.isEmpty()) {
            throw TableProblems.invalid(MetadataProblem.INVALID_ACTION, violations);
        }
        return marked(actions, mark, marks.head());
    }

    /** Whether a commit's ids can be given by {@link #number}: it adds files and writes transactions, and leaves all ids to us. */
    public static boolean canNumber(List<Action> actions) {
        return actions.stream()
                .allMatch(action ->
                        action instanceof SetTransaction || (action instanceof AddFile add && add.baseRowId() == null));
    }

    /**
     * As {@link #track}, of a commit that {@linkplain #canNumber leaves all ids to us} and adds no file that is live, behind
     * a mark that is known. Asks nobody.
     *
     * @param mark up to where row ids are given before it
     */
    public List<Action> number(TrackedCommit commit, long mark) {
        List<Action> actions = new ArrayList<>(commit.actions());
        FileRowIds ids = new FileRowIds(commit, actions, new RowIdMarks(mark, mark), List.of(), paths -> List.of());
        List<Violation> violations = ids.assign();
        if (!violations.isEmpty()) {
            throw TableProblems.invalid(MetadataProblem.INVALID_ACTION, violations);
        }
        return marked(actions, ids.mark(), mark);
    }

    /** A writer may reserve ids for later commits; what it thought of ids before others gave some is nothing now. */
    private static long reserved(List<Action> actions, RowIdMarks marks, List<Violation> violations) {
        int index = IntStream.range(0, actions.size())
                .filter(number -> RowIds.isMark(actions.get(number)))
                .findFirst()
                .orElse(-1);
        if (index < 0 || !(actions.get(index) instanceof DomainMetadata domain)) {
            return RowIds.NO_MARK;
        }
        if (domain.removed()) {
            violations.add(Violation.of(
                    "actions[" + index + "].domainMetadata.removed", "cannot be", RowIds.DOMAIN, "no such action"));
        }
        return marks.hasMoved() ? RowIds.NO_MARK : RowIds.mark(domain);
    }

    /** Before the first file, as the protocol's own writers have it. */
    private static List<Action> marked(List<Action> actions, long mark, long before) {
        List<Action> marked = new ArrayList<>(actions);
        marked.removeIf(RowIds::isMark);
        if (mark != before) {
            int place = IntStream.range(0, marked.size())
                    .filter(index -> marked.get(index) instanceof FileAction)
                    .findFirst()
                    .orElse(marked.size());
            marked.add(place, RowIds.marked(mark));
        }
        return marked;
    }

    /** New metadata names the columns that keep ids of rows that move; with row tracking on, no file is without ids. */
    private void switchOn(TrackedCommit commit, List<Action> actions) {
        for (int index = 0; index < actions.size(); index++) {
            if (actions.get(index) instanceof Metadata changed) {
                actions.set(
                        index,
                        changed.withConfiguration(RowTrackingProperties.completed(
                                changed.configuration(), commit.before().configuration())));
                if (RowTrackingProperties.isOn(changed.configuration())
                        && !RowTrackingProperties.isOn(commit.before().configuration())) {
                    actions.addAll(unnumbered(commit, "actions[" + index + "].metaData.configuration."));
                }
                return;
            }
        }
    }

    /** The live files without ids that the commit leaves as they are, to be added again. */
    private List<AddFile> unnumbered(TrackedCommit commit, String configuration) {
        List<AddFile> found = files.withoutIds(commit.tableId(), MOST_NUMBERED + 1);
        String problem = problem(found);
        if (problem != null) {
            throw TableProblems.invalid(
                    MetadataProblem.INVALID_ACTION,
                    List.of(Violation.of(
                            configuration + RowTrackingProperties.ENABLED,
                            problem,
                            "true",
                            "delta.feature.rowTracking first, then files that are added again, with numRecords and without"
                                    + " dataChange, and this at the end")));
        }
        Set<String> changed = commit.actions().stream()
                .filter(FileAction.class::isInstance)
                .map(action -> ((FileAction) action).path())
                .collect(Collectors.toSet());
        return found.stream()
                .filter(file -> !changed.contains(file.path()))
                .map(AddFile::withoutDataChange)
                .toList();
    }

    private static @Nullable String problem(List<AddFile> unnumbered) {
        if (unnumbered.size() > MOST_NUMBERED) {
            return "is for tables with at most " + MOST_NUMBERED + " files without row ids";
        }
        return unnumbered.stream()
                .filter(file -> KnownRows.of(file) == null)
                .findFirst()
                .map(file ->
                        "is for tables whose files say how many rows they have, which " + file.path() + " does not")
                .orElse(null);
    }
}
