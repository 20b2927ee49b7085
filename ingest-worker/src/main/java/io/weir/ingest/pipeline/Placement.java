package io.weir.ingest.pipeline;

import io.weir.ingest.pool.PoolSize;
import java.util.Optional;

/**
 * Where a pipeline stands in its pool.
 *
 * @param size of the pool's units
 * @param waiting what it waits for; nothing if it has a unit, or wants none
 */
public record Placement(PoolSize size, Optional<Waiting> waiting) {

    /** Of a pipeline that is only thought of. */
    static final Placement NONE = new Placement(PoolSize.LARGE, Optional.empty());
}
