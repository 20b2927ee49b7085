package io.weir.standalone.soak;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/** Which events were seen at one place, by partition and sequence, and how many of them more than once. */
final class Sightings {

    private final Map<Integer, BitSet> seen = new TreeMap<>();
    private long count;
    private long doubles;

    void add(int partition, long sequence) {
        BitSet partitionSeen = seen.computeIfAbsent(partition, unseen -> new BitSet());
        int place = Math.toIntExact(sequence);
        if (partitionSeen.get(place)) {
            doubles++;
        }
        partitionSeen.set(place);
        count++;
    }

    boolean has(int partition, long sequence) {
        BitSet partitionSeen = seen.get(partition);
        return partitionSeen != null && partitionSeen.get(Math.toIntExact(sequence));
    }

    /** All of them, each as often as it was seen. */
    long count() {
        return count;
    }

    long doubles() {
        return doubles;
    }

    /** How many distinct ones there are of a partition. */
    long distinct(int partition) {
        BitSet partitionSeen = seen.get(partition);
        return partitionSeen == null ? 0 : partitionSeen.cardinality();
    }

    /** How many lie at or after the ends of their partitions, so that nobody can have produced them. */
    long beyond(long... ends) {
        return seen.entrySet().stream()
                .mapToLong(entry -> {
                    int end = entry.getKey() < ends.length ? Math.toIntExact(ends[entry.getKey()]) : 0;
                    return entry.getValue().get(end, Integer.MAX_VALUE).cardinality();
                })
                .sum();
    }
}
