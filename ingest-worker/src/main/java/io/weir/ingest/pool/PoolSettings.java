package io.weir.ingest.pool;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What of the compute pools this worker has.
 *
 * @param pools names of the pools whose pipelines run here; all of them if there is none
 * @param units pipelines that run at once, of all pools together; the same for all workers. 0 for as many as their pools let
 */
@ConfigurationProperties("weir.ingest")
public record PoolSettings(
        @DefaultValue Set<String> pools, @DefaultValue("0") int units) {

    public PoolSettings {
        pools = Set.copyOf(pools);
    }

    /** Whether pipelines of a pool run here. */
    public boolean serves(String pool) {
        return pools.isEmpty() || pools.contains(pool);
    }
}
