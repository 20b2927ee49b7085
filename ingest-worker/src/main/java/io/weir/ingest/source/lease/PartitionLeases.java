package io.weir.ingest.source.lease;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Who of all workers reads which partitions of a hub: each about as many as the others. Nobody is robbed of a partition; who
 * has too many gives some up, and who has too few takes what is free. A lease that ended is no proof that its owner stopped:
 * brokers and sinks refuse whoever comes with a lower epoch.
 */
public interface PartitionLeases {

    /**
     * Joins those who read a hub, or stays with them: keeps what the reader has, and takes what is free up to its share.
     *
     * @param partitions all that the hub has
     * @param length how long the reader may be silent before what it has is free
     */
    Share settle(HubReader reader, Set<Integer> partitions, Duration length);

    /** Another pipeline that reads the hub for the same consumer group now. */
    Optional<String> rival(HubReader reader);

    /** Frees partitions; those that somebody else has by now stay. */
    void release(HubReader reader, Set<Integer> partitions);

    /** Frees all that the reader has, and its place among the others; should it come again, it is another owner. */
    void leave(HubReader reader);
}
