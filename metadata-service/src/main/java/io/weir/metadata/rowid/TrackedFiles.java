package io.weir.metadata.rowid;

import io.weir.delta.action.AddFile;
import io.weir.delta.action.FileAction;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The files and row ids of tables at their heads. Every method is one statement and runs in the caller's transaction. */
public interface TrackedFiles {

    /** Up to where row ids are given now, and up to where they were at a version. */
    RowIdMarks marks(long tableId, long readVersion);

    /** Up to where row ids are given now in some tables, by table; those where none were given are left out. */
    Map<Long, Long> marks(Collection<Long> tableIds);

    /** Those of some files, each with its deletion vector, that are live. */
    List<AddFile> live(long tableId, Collection<? extends FileAction> files);

    /**
     * How paths were added last, whether they are live or not; those that never were are left out. Goes through all that
     * is known of the table's files.
     */
    List<AddFile> latest(long tableId, Collection<String> paths);

    /** Live files without row ids, so many at most. Goes through all that are live. */
    List<AddFile> withoutIds(long tableId, int limit);
}
