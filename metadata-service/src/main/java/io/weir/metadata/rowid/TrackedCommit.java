package io.weir.metadata.rowid;

import static java.util.stream.Collectors.toSet;

import io.weir.delta.action.Action;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.Metadata;
import io.weir.delta.action.RemoveFile;
import io.weir.metadata.table.RowTrackingProperties;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A commit to a table that tracks its rows.
 *
 * @param version that it will be
 * @param readVersion that its writer read; null if it read none
 * @param isRestore whether this service made it, of files as they were once
 * @param before the metadata in force until then
 * @param told what its writer says of the rows' ids, as {@link #preserved} has it; empty if nothing
 */
public record TrackedCommit(
        long tableId,
        long version,
        @Nullable Long readVersion,
        boolean isRestore,
        List<Action> actions,
        Metadata before,
        Map<String, String> told) {

    private static final String PRESERVED = "delta.rowTracking.preserved";

    /**
     * What commitInfo says of the rows' ids where they are switched on: whether those of rows that were changed or moved are
     * what they were, as the protocol asks ("Row Tracking", writer requirements). Files that only come, only go, or stay under
     * another deletion vector have no such rows. Where some go and others come, only their writer knows; if it does not say,
     * they are not.
     */
    public Map<String, String> tags() {
        return RowTrackingProperties.isOn(before.configuration())
                ? told.isEmpty() ? preserved(isRestore || movesNoRows()) : told
                : Map.of();
    }

    /** That all rows that a commit moved or changed have the ids that they had, or that some have not. */
    public static Map<String, String> preserved(boolean preserved) {
        return Map.of(PRESERVED, Boolean.toString(preserved));
    }

    private boolean movesNoRows() {
        Set<String> left = actions.stream()
                .filter(RemoveFile.class::isInstance)
                .map(remove -> ((RemoveFile) remove).path())
                .collect(toSet());
        return left.isEmpty()
                || actions.stream().allMatch(action -> !(action instanceof AddFile add) || left.contains(add.path()));
    }
}
