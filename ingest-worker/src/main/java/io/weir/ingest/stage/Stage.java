package io.weir.ingest.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Collects records into one file. The bytes are copied once, from the broker's reply to a buffer outside the heap; no
 * object is made for a record. Used by one thread.
 */
public final class Stage implements Payloads, AutoCloseable {

    private final Path file;
    private final FileChannel channel;
    private final ByteBuffer buffer;
    private final Positions positions = new Positions();
    private final Map<Integer, Tally> tallies = new TreeMap<>();
    private final long openedNanos = System.nanoTime();
    private @Nullable Tally current;
    private long bytes;
    private int largest;
    private boolean suspect;

    /** @param buffer lent for as long as the stage is open */
    Stage(Path file, ByteBuffer buffer) {
        this.file = file;
        this.buffer = buffer.clear();
        try {
            this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException failed) {
            throw new UncheckedIOException("staging file " + file + " could not be made", failed);
        }
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
            write(payload);
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

    private void write(ByteBuffer payload) {
        if (buffer.remaining() <= payload.remaining()) {
            flush();
        }
        if (buffer.remaining() > payload.remaining()) {
            buffer.put(payload);
        } else {
            writeAll(payload);
        }
        buffer.put((byte) '\n');
    }

    private void flush() {
        writeAll(buffer.flip());
        buffer.clear();
    }

    private void writeAll(ByteBuffer source) {
        try {
            while (source.hasRemaining()) {
                channel.write(source);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("staging file " + file + " could not be written", failed);
        }
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
        flush();
        try {
            channel.close();
        } catch (IOException failed) {
            throw new UncheckedIOException("staging file " + file + " could not be closed", failed);
        }
        Map<Integer, PartitionShare> shares = new TreeMap<>();
        tallies.forEach((partition, tally) -> shares.put(partition, tally.share()));
        return new StagedBatch(file, positions, shares, bytes, largest, suspect);
    }

    /** Gives up what it holds. */
    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            throw new UncheckedIOException("staging file " + file + " could not be removed", failed);
        }
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
