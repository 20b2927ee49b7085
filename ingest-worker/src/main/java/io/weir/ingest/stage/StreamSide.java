package io.weir.ingest.stage;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which of the streams that a pipeline joins. Partitions of both have numbers of their own in all that is noted of them, so that
 * watermarks, starts, gaps and clocks are those of one stream with more partitions.
 */
public enum StreamSide {
    LEFT,
    RIGHT;

    /** The number that the first partition of the right stream has. */
    public static final int FIRST_OF_RIGHT = 1_000_000;

    /** The side of a partition, by its number in the pipeline. */
    public static StreamSide of(int partition) {
        return partition < FIRST_OF_RIGHT ? LEFT : RIGHT;
    }

    /** The side of a batch, which has records of one alone. */
    public static StreamSide of(StagedBatch batch) {
        return batch.shares().keySet().stream().findFirst().map(StreamSide::of).orElse(LEFT);
    }

    /**
     * The number in the pipeline of a partition of this stream.
     *
     * @throws IllegalStateException if the topic has one that is beyond a million
     */
    public int numbered(int partition) {
        if (partition >= FIRST_OF_RIGHT) {
            throw new IllegalStateException(
                    "partition " + partition + " cannot be joined: numbers are to be below " + FIRST_OF_RIGHT);
        }
        return this == LEFT ? partition : partition + FIRST_OF_RIGHT;
    }

    /** The number in its topic of a partition of this stream. */
    public int own(int partition) {
        return this == LEFT ? partition : partition - FIRST_OF_RIGHT;
    }

    /** The partitions of this stream by their numbers in the pipeline. */
    public <T> Map<Integer, T> numbered(Map<Integer, T> own) {
        Map<Integer, T> numbered = new TreeMap<>();
        own.forEach((partition, value) -> numbered.put(numbered(partition), value));
        return numbered;
    }

    /** The same of partitions that nothing is said of. */
    public Set<Integer> numbered(Set<Integer> own) {
        return own.stream().map(this::numbered).collect(Collectors.toSet());
    }

    /** Of all partitions those of this stream, by their numbers in its topic. */
    public <T> Map<Integer, T> own(Map<Integer, T> numbered) {
        Map<Integer, T> own = new TreeMap<>();
        numbered.forEach((partition, value) -> {
            if (of(partition) == this) {
                own.put(own(partition), value);
            }
        });
        return own;
    }
}
