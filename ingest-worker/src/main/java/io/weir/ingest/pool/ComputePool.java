package io.weir.ingest.pool;

import java.time.Instant;
import java.util.Optional;

/**
 * A pool as it is kept.
 *
 * @param suspension why it is suspended, if it is
 * @param units pipelines that run now
 * @param waiting pipelines that are to run and do not
 * @param busyAt when one of them last had something to do, within some seconds
 * @param revision another one after each change
 */
public record ComputePool(
        String name,
        PoolDefinition definition,
        Optional<Suspension> suspension,
        String owner,
        int units,
        int waiting,
        Instant busyAt,
        long revision,
        Instant createdAt,
        Instant updatedAt) {

    /** Of pipelines that name none. It is always there. */
    public static final String DEFAULT = "default";

    public PoolState state() {
        return suspension.isPresent() ? PoolState.SUSPENDED : PoolState.RUNNING;
    }
}
