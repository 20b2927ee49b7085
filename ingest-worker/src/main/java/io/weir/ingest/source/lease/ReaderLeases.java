package io.weir.ingest.source.lease;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Who of all workers reads a folder. A lease that ended is no proof that its owner stopped: brokers and sinks refuse
 * whoever comes with a lower epoch.
 */
public interface ReaderLeases {

    /**
     * Takes a lease, or keeps the one that the owner has.
     *
     * @param hub folder, name in it and group
     * @param reader name of the pipeline that reads
     * @return its epoch, higher than that of each owner before; nothing while somebody else has it
     */
    OptionalLong take(String hub, String reader, UUID owner, Duration length);

    /** The pipeline that has or had the lease last. */
    Optional<String> reader(String hub);

    /** Ends the owner's lease, so that it is another owner should it come again; one that somebody else has by now stays. */
    void release(String hub, UUID owner);
}
