package io.weir.standalone.monitor;

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
     */
    record Place(long end, long lag) {

        /** The sequence of the next event that is to be taken. */
        long next() {
            return end - lag;
        }
    }

    /** Events that are there and not taken yet. */
    long lag() {
        return partitions.values().stream().mapToLong(Place::lag).sum();
    }
}
