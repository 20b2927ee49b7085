package io.weir.ingest.source.eventhubs;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Some events of a partition in the order in which they came, without all else that the client knows of them. */
final class EventChunk {

    private long[] sequences = new long[64];
    private @Nullable ByteBuffer[] payloads = new ByteBuffer[64];
    private int size;

    void add(long sequence, ByteBuffer payload) {
        if (size == sequences.length) {
            sequences = Arrays.copyOf(sequences, 2 * size);
            payloads = Arrays.copyOf(payloads, 2 * size);
        }
        sequences[size] = sequence;
        payloads[size] = payload;
        size++;
    }

    int size() {
        return size;
    }

    long sequence(int index) {
        return sequences[index];
    }

    /** What is taken is not kept here. */
    ByteBuffer take(int index) {
        ByteBuffer taken = payloads[index];
        payloads[index] = null;
        if (taken == null) {
            throw new IllegalStateException("event " + index + " of " + size + " was taken already");
        }
        return taken;
    }

    /** Makes room for others. */
    void clear() {
        Arrays.fill(payloads, 0, size, null);
        size = 0;
    }
}
