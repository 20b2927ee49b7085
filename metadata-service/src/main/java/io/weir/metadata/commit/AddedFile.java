package io.weir.metadata.commit;

import org.jspecify.annotations.Nullable;

/**
 * A file that a version adds.
 *
 * @param deletionVector unique id of its deletion vector; empty for none
 * @param size bytes
 * @param rows rows by the statistics, less those that the deletion vector hides; null without statistics
 * @param partitionValues JSON object
 * @param action the add action's body, as JSON
 */
public record AddedFile(
        String path,
        String deletionVector,
        long size,
        @Nullable Long rows,
        boolean dataChange,
        String partitionValues,
        String action) {}
