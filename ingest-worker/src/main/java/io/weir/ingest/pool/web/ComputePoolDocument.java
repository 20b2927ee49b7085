package io.weir.ingest.pool.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.ingest.pool.ComputePool;
import io.weir.ingest.pool.PoolSize;
import io.weir.ingest.pool.PoolState;
import io.weir.ingest.pool.Suspension;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A pool as the API gives it. */
@Schema(name = "ComputePool")
record ComputePoolDocument(
        String name,
        PoolState state,

        @Schema(description = "Why it is suspended: somebody stopped it, or nothing came for its pipelines") @Nullable
        Suspension suspendedBy,

        PoolSize size,
        int minUnits,
        int maxUnits,
        int autoSuspendMinutes,

        @Schema(description = "Pipelines that run now") int unitsInUse,

        @Schema(description = "Pipelines that are to run, and wait for a unit or for the pool")
        int waiting,

        @Schema(description = "When a pipeline of it last had something to do, within some seconds")
        Instant busyAt,

        String owner,
        Map<String, String> properties,
        Instant createdAt,
        Instant updatedAt) {

    static ComputePoolDocument of(ComputePool pool) {
        return new ComputePoolDocument(
                pool.name(),
                pool.state(),
                pool.suspension().orElse(null),
                pool.definition().size(),
                pool.definition().minUnits(),
                pool.definition().maxUnits(),
                pool.definition().autoSuspendMinutes(),
                pool.units(),
                pool.waiting(),
                pool.busyAt(),
                pool.owner(),
                new TreeMap<>(pool.definition().properties()),
                pool.createdAt(),
                pool.updatedAt());
    }
}
