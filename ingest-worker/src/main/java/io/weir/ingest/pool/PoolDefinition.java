package io.weir.ingest.pool;

import java.util.Map;

/**
 * What a pool is to be.
 *
 * @param minUnits pipelines that run whatever other pools want
 * @param maxUnits pipelines that run at once; the others wait
 * @param autoSuspendMinutes time without anything to do after which it is suspended; 0 for never
 * @param properties of whoever made it; nothing here reads them
 */
public record PoolDefinition(
        PoolSize size, int minUnits, int maxUnits, int autoSuspendMinutes, Map<String, String> properties) {

    public PoolDefinition {
        properties = Map.copyOf(properties);
    }
}
