package io.weir.standalone.sending;

import java.util.Arrays;

/**
 * How many records each partition holds, and so which events have been sent: event {@code i} is record {@code i / n} of
 * partition {@code i % n}.
 */
public final class PartitionEnds {

    private final long[] ends;

    /** @param ends end offset of each partition, from partition 0 on */
    public PartitionEnds(long... ends) {
        this.ends = ends.clone();
    }

    public int partitions() {
        return ends.length;
    }

    long[] toArray() {
        return ends.clone();
    }

    /** Records of all partitions together. */
    public long total() {
        return Arrays.stream(ends).sum();
    }

    /** Whether event {@code index} is in the topic. */
    boolean hold(long index) {
        return index / ends.length < ends[(int) (index % ends.length)];
    }

    /** The least event that is not in the topic. Events after it may be. */
    long firstMissing() {
        long first = Long.MAX_VALUE;
        for (int partition = 0; partition < ends.length; partition++) {
            first = Math.min(first, ends[partition] * ends.length + partition);
        }
        return first;
    }

    /** Whether there is more in any partition than {@code events} events give. */
    boolean exceed(long events) {
        for (int partition = 0; partition < ends.length; partition++) {
            long expected = (events - partition + ends.length - 1) / ends.length;
            if (ends[partition] > expected) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return Arrays.toString(ends);
    }
}
