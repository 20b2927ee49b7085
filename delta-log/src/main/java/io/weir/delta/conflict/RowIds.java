package io.weir.delta.conflict;

import io.weir.delta.action.Action;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.DomainMetadata;
import io.weir.delta.action.FileStatistics;
import io.weir.delta.json.DeltaJson;
import io.weir.delta.json.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Row tracking: fresh row ids are numbered from the high-water mark that the table keeps as domain metadata. */
final class RowIds {

    static final String DOMAIN = "delta.rowTracking";
    private static final String MARK = "rowIdHighWaterMark";

    private RowIds() {}

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
                moved.add(add.withBaseRowId(mark + 1));
                mark += rows;
            } else {
                moved.add(action);
            }
        }
        long last = mark;
        moved.replaceAll(action ->
                action instanceof DomainMetadata domain && domain.domain().equals(DOMAIN) && !domain.removed()
                        ? new DomainMetadata(DOMAIN, "{\"" + MARK + "\":" + last + "}", false, domain.unknown())
                        : action);
        return Optional.of(moved);
    }
}
