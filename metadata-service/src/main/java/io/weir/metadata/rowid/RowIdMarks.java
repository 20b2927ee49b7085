package io.weir.metadata.rowid;

/**
 * Up to where a table's row ids are given.
 *
 * @param head at its head
 * @param read at the version that a writer read
 */
public record RowIdMarks(long head, long read) {

    /** Whether others gave ids since then, so that the writer's own may be theirs. */
    boolean hasMoved() {
        return head != read;
    }
}
