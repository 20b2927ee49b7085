package io.weir.ingest.pipeline;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Where a pipeline writes to: a warehouse table, a Delta table, or both.
 *
 * @param relation name of a relation that says which tables
 */
public record PipelineTarget(
        @Nullable WarehouseTarget warehouse,
        @Nullable DeltaTarget delta,

        @Nullable @Schema(example = "sales.orders_by_day") String relation) {

    /** Of tables that no relation stands for. */
    public PipelineTarget(@Nullable WarehouseTarget warehouse, @Nullable DeltaTarget delta) {
        this(warehouse, delta, null);
    }

    /** Whether it names the same tables, by a relation or as what that says. */
    boolean isSameAs(PipelineTarget other) {
        PipelineTarget named = new PipelineTarget(null, null, relation);
        return equals(other) || (relation != null && equals(named) && relation.equals(other.relation()));
    }

    /**
     * A table of a warehouse.
     *
     * @param store name of a store of kind DUCKDB or MOTHERDUCK
     * @param table with or without its schema, as in {@code sales.orders}
     * @param progressView a view of the same database, with its schema, that is to tell how far each partition is
     */
    @Schema(name = "WarehouseTarget")
    public record WarehouseTarget(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String store,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String table,

            @Schema(
                    description =
                            "A view of the same database, SCHEMA.NAME, that tells how far each partition is, in the"
                                    + " columns of StreamDuck's control table; made when the pipeline first runs",
                    example = "control.ingestion_status")
            @Nullable
            String progressView) {

        /** Without a view of progress. */
        public WarehouseTarget(String store, String table) {
            this(store, table, null);
        }
    }

    /** A Delta table, made at the first batch if it is not there. */
    @Schema(name = "DeltaTarget")
    public record DeltaTarget(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String table) {}
}
