package io.weir.ingest.source;

import io.weir.ingest.stage.Payloads;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** An open subscription to a topic. Used by one thread, but for {@link #wakeUp}. */
public interface Source extends AutoCloseable {

    /**
     * Hands over what has come, waiting for the first of it; meanwhile partitions may be assigned or revoked.
     *
     * @param longest how long to wait
     */
    void poll(Duration longest, Payloads payloads);

    /** Has {@link #poll} keep the subscription alive, but hand over nothing. */
    void pause();

    /** Undoes {@link #pause}. */
    void resume();

    /** Where each partition that is assigned now stands. */
    Map<Integer, SourcePosition> positions();

    /** Partitions that it has and that no broker answers for: they are read when one does. */
    default Set<Integer> leaderless() {
        return Set.of();
    }

    /** When the broker was last heard of, so that it is known where partitions end, by {@link System#nanoTime}. */
    long heardNanos();

    /** Whether others have partitions of it, as far as is known. */
    boolean isShared();

    /** Tells the broker, for display only, which records the sinks hold: the last sequence of each partition. */
    void report(Map<Integer, Long> sequences);

    /** Ends a poll that waits; from any thread. */
    void wakeUp();

    @Override
    void close();
}
