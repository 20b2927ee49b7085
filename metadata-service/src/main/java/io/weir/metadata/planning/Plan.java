package io.weir.metadata.planning;

import io.weir.delta.skipping.FileFilter;
import io.weir.delta.skipping.SkippingColumn;

/**
 * What to look for among the files of a version.
 *
 * @param version of the table
 * @param filter which files have to be read
 */
public record Plan(long tableId, long version, FileFilter filter) {

    /** Whether every file is wanted. */
    public boolean isWhole() {
        return filter.equals(FileFilter.ALWAYS);
    }

    /** The part of it that partition values answer. */
    public Plan byPartitions() {
        return new Plan(tableId, version, FileFilter.only(filter, SkippingColumn::partition));
    }
}
