package io.weir.support.vitals;

/**
 * Connections of a service to its database.
 *
 * @param size the most that there may be
 * @param open how many there are
 * @param active how many are used
 * @param idle how many are not
 * @param waiting threads that wait for one
 * @param timeouts threads that waited in vain, of the last minutes
 */
public record PoolUse(int size, int open, int active, int idle, int waiting, long timeouts) {

    /** From 0 to 1. */
    double share() {
        return size == 0 ? 0 : (double) active / size;
    }

    PoolUse since(PoolUse earlier) {
        return new PoolUse(size, open, active, idle, waiting, timeouts - earlier.timeouts());
    }
}
