package io.weir.ingest.stage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where each record of a batch came from and how long it is.
 *
 * <p>Brokers hand over one record of a partition after the other, so only where such a run begins is kept: 16 bytes a run
 * and 4 a record. A batch lives long enough for all that it keeps to become old in the heap, where it costs a collection
 * of everything to be rid of it.
 */
public final class Positions {

    /** The length of a record that has no payload at all. */
    public static final int TOMBSTONE = -1;

    private static final int BLOCK = 1 << 14;

    private final List<int[]> lengths = new ArrayList<>();
    private int size;

    private int[] partitions = new int[64];
    private long[] sequences = new long[64];
    private int[] begins = new int[64];
    private int runs;
    private long nextSequence;

    void add(int partition, long sequence, int length) {
        if (runs == 0 || partition != partitions[runs - 1] || sequence != nextSequence) {
            begin(partition, sequence);
        }
        nextSequence = sequence + 1;
        if (size % BLOCK == 0) {
            lengths.add(new int[BLOCK]);
        }
        lengths.get(size / BLOCK)[size % BLOCK] = length;
        size++;
    }

    private void begin(int partition, long sequence) {
        if (runs == begins.length) {
            partitions = Arrays.copyOf(partitions, runs * 2);
            sequences = Arrays.copyOf(sequences, runs * 2);
            begins = Arrays.copyOf(begins, runs * 2);
        }
        partitions[runs] = partition;
        sequences[runs] = sequence;
        begins[runs] = size;
        runs++;
    }

    public int size() {
        return size;
    }

    public int partition(int ordinal) {
        return partitions[run(ordinal)];
    }

    public long sequence(int ordinal) {
        int run = run(ordinal);
        return sequences[run] + ordinal - begins[run];
    }

    /** Bytes of the record, or {@link #TOMBSTONE}. */
    public int length(int ordinal) {
        return lengths.get(ordinal / BLOCK)[ordinal % BLOCK];
    }

    /** The run that holds the record; costs the logarithm of their number. */
    private int run(int ordinal) {
        int found = Arrays.binarySearch(begins, 0, runs, ordinal);
        return found >= 0 ? found : -found - 2;
    }
}
