package io.weir.ingest.pipeline;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Where a pipeline writes to: a warehouse table, a Delta table, or both. */
public record PipelineTarget(
        @Nullable WarehouseTarget warehouse, @Nullable DeltaTarget delta) {

    /**
     * A table of a warehouse.
     *
     * @param store name of a store of kind DUCKDB
     * @param table with or without its schema, as in {@code sales.orders}
     */
    @Schema(name = "WarehouseTarget")
    public record WarehouseTarget(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String store,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String table) {}

    /** A Delta table, made at the first batch if it is not there. */
    @Schema(name = "DeltaTarget")
    public record DeltaTarget(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String table) {}
}
