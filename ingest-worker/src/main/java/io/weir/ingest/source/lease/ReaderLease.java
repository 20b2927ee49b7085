package io.weir.ingest.source.lease;

import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceRequest;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.UUID;

/** One reader's lease of its folder, taken again long before it ends. Used by one thread. */
public final class ReaderLease implements AutoCloseable {

    private static final Duration LENGTH = Duration.ofSeconds(20);
    private static final long RENEWAL_NANOS = Duration.ofSeconds(2).toNanos();

    private final ReaderLeases leases;
    private final SourceRequest request;
    private final String hub;
    private final UUID owner;
    private OptionalLong epoch = OptionalLong.empty();
    private long nextNanos = System.nanoTime();
    private boolean joined;

    public ReaderLease(ReaderLeases leases, SourceRequest request, WorkerName worker) {
        this.leases = leases;
        this.request = request;
        this.owner = worker.reader(request);
        this.hub = request.brokers() + "/" + request.topic() + "/" + request.group();
    }

    /** Whether {@link #take} has something to do. */
    public boolean isDue() {
        return System.nanoTime() - nextNanos >= 0;
    }

    /** Takes or keeps the lease. */
    public OptionalLong take() {
        if (!joined) {
            // Of a session before, which was killed, or could not say that it ends: its epoch shall be exceeded.
            leases.release(hub, owner);
            joined = true;
        }
        epoch = leases.take(hub, request.reader(), owner, LENGTH);
        nextNanos = System.nanoTime() + RENEWAL_NANOS;
        if (epoch.isEmpty()) {
            refuseIfAnotherPipelineHasIt();
        }
        return epoch;
    }

    private void refuseIfAnotherPipelineHasIt() {
        leases.reader(hub).filter(reader -> !reader.equals(request.reader())).ifPresent(reader -> {
            throw new SourceException(
                    "consumer group " + request.group() + " of " + request.topic() + " is used by pipeline " + reader
                            + "; give each pipeline a group of its own",
                    false,
                    new IllegalStateException(hub));
        });
    }

    @Override
    public void close() {
        leases.release(hub, owner);
    }
}
