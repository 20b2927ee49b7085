package io.weir.metadata.planning;

import java.util.List;

/** The small files of a version: those that somebody may want to put together. A version never changes, so neither do they. */
public interface SmallFiles {

    /**
     * The files after a key, in the order of keys. One statement, which looks at these files and, of an older version, at those
     * that were removed since; at none of the others, however many a table has.
     *
     * @param bytes that each of them has fewer of
     */
    List<SmallFile> smallerThan(long tableId, long version, long bytes, SizeKey after, int limit);
}
