package io.weir.ingest.source;

import java.util.Map;
import java.util.Set;

/** Told, within {@link Source#poll}, which partitions come and go. */
public interface SourceListener {

    /** To start at what the request says: nothing of the partition was ever looked at. */
    long FROM_START = Long.MIN_VALUE;

    /**
     * Partitions of a topic are about to be assigned.
     *
     * @throws SourceException if it is not the one that was read before
     */
    void reading(SourceIdentity identity);

    /**
     * Partitions were assigned.
     *
     * @return for each of them the sequence after which to start, or {@link #FROM_START}
     */
    Map<Integer, Long> assigned(Set<Integer> partitions);

    /**
     * Partitions that nothing is held of are about to begin.
     *
     * @param firsts sequence of the first record that is wanted of each of them
     * @return the same, unless somebody decided before
     */
    Map<Integer, Long> begins(Map<Integer, Long> firsts);

    /** Partitions are about to go to somebody else; what was handed over of them should be written first. */
    void revoked(Set<Integer> partitions);

    /** Partitions went to somebody else already; what was handed over of them cannot be written any more. */
    void lost(Set<Integer> partitions);

    /**
     * The broker does not have all records after the watermark any more.
     *
     * @param expected sequence that was to be next
     * @param found the first one that is there
     */
    void gap(int partition, long expected, long found);
}
