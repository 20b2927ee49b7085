package io.weir.ingest.stage;

import java.util.Arrays;

/** Where each record of a batch came from and how long it is, 16 bytes a record. */
public final class Positions {

    /** The length of a record that has no payload at all. */
    public static final int TOMBSTONE = -1;

    private int[] partitions = new int[1024];
    private long[] sequences = new long[1024];
    private int[] lengths = new int[1024];
    private int size;

    void add(int partition, long sequence, int length) {
        if (size == lengths.length) {
            grow();
        }
        partitions[size] = partition;
        sequences[size] = sequence;
        lengths[size] = length;
        size++;
    }

    private void grow() {
        int capacity = size * 2;
        partitions = Arrays.copyOf(partitions, capacity);
        sequences = Arrays.copyOf(sequences, capacity);
        lengths = Arrays.copyOf(lengths, capacity);
    }

    public int size() {
        return size;
    }

    public int partition(int ordinal) {
        return partitions[ordinal];
    }

    public long sequence(int ordinal) {
        return sequences[ordinal];
    }

    /** Bytes of the record, or {@link #TOMBSTONE}. */
    public int length(int ordinal) {
        return lengths[ordinal];
    }
}
