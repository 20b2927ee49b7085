package io.weir.metadata.commit;

import io.weir.delta.skipping.FileBounds;
import org.jspecify.annotations.Nullable;

/**
 * A file that a version adds.
 *
 * @param deletionVector unique id of its deletion vector; empty for none
 * @param size bytes
 * @param rows rows by the statistics, less those that the deletion vector hides; null without statistics
 * @param partitionValues JSON object
 * @param action the add action's body, as JSON
 * @param bounds what its statistics and partition values say, by slot of the table
 */
public record AddedFile(
        String path,
        String deletionVector,
        long size,
        @Nullable Long rows,
        boolean dataChange,
        String partitionValues,
        String action,
        FileBounds bounds) {

    /** A file that nothing is known of but what its action says. */
    public AddedFile(
            String path,
            String deletionVector,
            long size,
            @Nullable Long rows,
            boolean dataChange,
            String partitionValues,
            String action) {
        this(path, deletionVector, size, rows, dataChange, partitionValues, action, FileBounds.UNKNOWN);
    }
}
