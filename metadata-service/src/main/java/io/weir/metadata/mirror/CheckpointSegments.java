package io.weir.metadata.mirror;

import java.util.List;

/** The segments of each table's newest checkpoints. */
public interface CheckpointSegments {

    /**
     * A checkpoint that another one can be made of.
     *
     * @param object name of its Parquet file below the table's location
     * @param unchanged segments of which no file was removed since, in the order of their files
     */
    record Base(String object, List<StoredSegment> unchanged) {}

    /**
     * The checkpoints before a version that have a segment of at least so many files, none of which was removed until the
     * version; newest first, two at most. One statement.
     */
    List<Base> bases(long tableId, long version, int leastFiles);

    /**
     * Records the segments of a checkpoint that was stored, in place of those of a file of the same version that was lost, and
     * forgets all checkpoints before it but the newest.
     */
    void record(long tableId, long version, String object, List<StoredSegment> segments);
}
