package io.weir.ingest.source.lease;

import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceRequest;
import java.time.Duration;
import java.util.Set;

/** One reader's share of its hub, asked for again long before it ends. Used by one thread. */
public final class HubLease implements AutoCloseable {

    private static final Duration LENGTH = Duration.ofSeconds(10);
    private static final long RENEWAL_NANOS = Duration.ofSeconds(2).toNanos();

    private final PartitionLeases leases;
    private final SourceRequest request;
    private final HubReader reader;
    private long nextNanos = System.nanoTime();
    private boolean joined;

    public HubLease(PartitionLeases leases, SourceRequest request, WorkerName worker) {
        this.leases = leases;
        this.request = request;
        this.reader = HubReader.of(request, worker);
    }

    /** Whether {@link #settle} has something to do. */
    public boolean isDue() {
        return System.nanoTime() - nextNanos >= 0;
    }

    /**
     * Keeps what the reader has, and takes what is free up to its share.
     *
     * @throws SourceException if another pipeline reads the hub for the same consumer group
     */
    public Share settle(Set<Integer> partitions) {
        leases.rival(reader).ifPresent(rival -> {
            throw new SourceException(
                    "consumer group " + request.group() + " of " + request.topic() + " is used by pipeline " + rival
                            + "; give each pipeline a group of its own",
                    false,
                    new IllegalStateException(reader.hub()));
        });
        if (!joined) {
            // Of a session before, which was killed, or could not say that it ends: its epochs shall be exceeded.
            leases.leave(reader);
            joined = true;
        }
        Share share = leases.settle(reader, partitions, LENGTH);
        nextNanos = System.nanoTime() + RENEWAL_NANOS;
        return share;
    }

    /** Frees partitions for those who wait for them. */
    public void release(Set<Integer> partitions) {
        leases.release(reader, partitions);
    }

    @Override
    public void close() {
        leases.leave(reader);
    }
}
