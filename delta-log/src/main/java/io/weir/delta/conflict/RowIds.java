package io.weir.delta.conflict;

import io.weir.delta.action.Action;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.DomainMetadata;
import io.weir.delta.action.FileStatistics;
import io.weir.delta.json.DeltaJson;
import io.weir.delta.json.Fields;
import io.weir.delta.json.UnknownFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Row tracking: fresh row ids are numbered from the high-water mark that the table keeps as domain metadata. */
public final class RowIds {

    /** The domain that keeps the high-water mark. */
    public static final String DOMAIN = "delta.rowTracking";

    /** The high-water mark of a table that has no row ids yet. */
    public static final long NO_MARK = -1;

    private static final String MARK = "rowIdHighWaterMark";

    private RowIds() {}

    /** Whether an action sets the high-water mark. */
    public static boolean isMark(Action action) {
        return action instanceof DomainMetadata domain && domain.domain().equals(DOMAIN);
    }

    /**
     * The highest row id that may be in use; {@link #NO_MARK} if the domain was removed.
     *
     * @throws io.weir.delta.InvalidActionException if the domain's configuration does not say
     */
    public static long mark(DomainMetadata domain) {
        return domain.removed() ? NO_MARK : mark(domain.configuration());
    }

    /** The action that sets the high-water mark. */
    public static DomainMetadata marked(long mark) {
        return new DomainMetadata(DOMAIN, "{\"" + MARK + "\":" + mark + "}", false, UnknownFields.NONE);
    }

    /** The highest row id that is in use behind a commit, if the commit says. */
    static OptionalLong highWaterMark(Winner winner) {
        return winner.all(DomainMetadata.class)
                .filter(domain -> domain.domain().equals(DOMAIN) && !domain.removed())
                .mapToLong(domain -> mark(domain.configuration()))
                .findFirst();
    }

    private static long mark(String configuration) {
        return Fields.of(DeltaJson.parse(configuration, DOMAIN), DOMAIN).number(MARK);
    }

    /**
     * Numbers the rows of our new files behind a winner's high-water mark. Files that were there before keep theirs.
     * Empty if a file does not say how many rows it has.
     */
    static Optional<List<Action>> moveBehind(long highWaterMark, Attempt attempt) {
        Set<String> rewritten = attempt.removedPaths();
        List<Action> moved = new ArrayList<>();
        long mark = highWaterMark;
        for (Action action : attempt.actions()) {
            if (action instanceof AddFile add && add.baseRowId() != null && !rewritten.contains(add.path())) {
                Long rows = FileStatistics.parse(add.stats(), "add.stats").numRecords();
                if (rows == null) {
                    return Optional.empty();
                }
                moved.add(add.withRowIds(mark + 1, add.defaultRowCommitVersion()));
                mark += rows;
            } else {
                moved.add(action);
            }
        }
        long last = mark;
        moved.replaceAll(action -> isMark(action) ? marked(last) : action);
        return Optional.of(moved);
    }
}
