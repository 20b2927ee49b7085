package io.weir.metadata.rowid;

import io.weir.delta.action.Action;
import io.weir.delta.action.Metadata;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A commit to a table that tracks its rows.
 *
 * @param version that it will be
 * @param readVersion that its writer read; null if it read none
 * @param isRestore whether this service made it, of files as they were once
 * @param before the metadata in force until then
 */
public record TrackedCommit(
        long tableId,
        long version,
        @Nullable Long readVersion,
        boolean isRestore,
        List<Action> actions,
        Metadata before) {}
