package io.weir.ingest.stage;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Collects records into files. The bytes are copied once, from the broker's reply to a buffer outside the heap; no
 * object is made for a record. Used by one thread.
 */
public final class Stage implements Payloads, AutoCloseable {

    private final StagedLines lines;
    private final Positions positions = new Positions();
    private final Map<Integer, Tally> tallies = new TreeMap<>();
    private final long openedNanos = System.nanoTime();
    private @Nullable Tally current;
    private long bytes;
    private int largest;
    private boolean suspect;

    Stage(StagedLines lines) {
        this.lines = lines;
    }

    @Override
    public void add(int partition, long sequence, @Nullable ByteBuffer payload) {
        int length = payload == null ? Positions.TOMBSTONE : payload.remaining();
        if (payload == null || length == 0 || payload.get(payload.position()) != '{') {
            suspect = true;
        }
        positions.add(partition, sequence, length);
        account(partition, sequence, length);
        if (payload != null) {
            lines.write(payload);
        }
    }

    private void account(int partition, long sequence, int length) {
        Tally tally = current;
        if (tally == null || tally.partition != partition) {
            tally = tallies.computeIfAbsent(partition, Tally::new);
            current = tally;
        }
        tally.count(sequence, Math.max(length, 0));
        bytes += Math.max(length, 0);
        largest = Math.max(largest, length);
    }

    public int records() {
        return positions.size();
    }

    public long bytes() {
        return bytes;
    }

    /** How long ago its first record can have come, in nanoseconds. */
    public long ageNanos() {
        return System.nanoTime() - openedNanos;
    }

    /** Ends the stage; what it holds becomes a batch. */
    public StagedBatch seal() {
        Map<Integer, PartitionShare> shares = new TreeMap<>();
        tallies.forEach((partition, tally) -> shares.put(partition, tally.share()));
        return new StagedBatch(lines.seal(), lines.files(), positions, shares, bytes, largest, suspect);
    }

    /** Gives up what it holds. */
    @Override
    public void close() {
        lines.discard();
    }

    /** Counts a partition's records without making an object for each. */
    private static final class Tally {
        private final int partition;
        private long lastSequence;
        private long records;
        private long bytes;

        Tally(int partition) {
            this.partition = partition;
        }

        void count(long sequence, int length) {
            lastSequence = sequence;
            records++;
            bytes += length;
        }

        PartitionShare share() {
            return new PartitionShare(partition, lastSequence, records, bytes);
        }
    }
}
