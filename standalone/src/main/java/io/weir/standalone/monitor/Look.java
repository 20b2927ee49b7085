package io.weir.standalone.monitor;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline as it was at one moment.
 *
 * @param nanos of the clock that only looks are compared by
 * @param received events taken so far
 * @param failure why it does not go on, if it does not
 */
record Look(
        long nanos,
        String pipeline,
        String state,
        long received,
        long written,
        long deadLettered,
        Map<Integer, Place> partitions,
        @Nullable String failure) {

    /**
     * How far it is with a partition.
     *
     * @param end sequence that the next event will have
     * @param lag events that are there and not taken yet
     * @param lost events that the topic had lost before they were taken
     * @param leaderless whether no broker answers for it, so that nothing of it is taken
     */
    record Place(long end, long lag, long lost, boolean leaderless) {

        /** Of one of which nothing is lost. */
        Place(long end, long lag) {
            this(end, lag, 0, false);
        }

        /** The sequence of the next event that is to be taken. */
        long next() {
            return end - lag;
        }
    }

    /** Events that a topic had lost before they were taken. */
    long lost() {
        return partitions.values().stream().mapToLong(Place::lost).sum();
    }

    /** Partitions of which nothing is taken, since no broker answers for them. */
    List<Integer> leaderless() {
        return partitions.entrySet().stream()
                .filter(place -> place.getValue().leaderless())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** Events that are there and not taken yet. */
    long lag() {
        return partitions.values().stream().mapToLong(Place::lag).sum();
    }
}
