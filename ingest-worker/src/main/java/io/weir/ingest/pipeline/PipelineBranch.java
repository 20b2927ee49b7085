package io.weir.ingest.pipeline;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A further table of a pipeline: it gets rows of the same records, in the same transactions as the pipeline's own table.
 *
 * @param transform a SELECT over {@code input}, which are the records that the pipeline's own transform reads
 * @param write how its rows change the table
 * @param target the table: in the pipeline's own warehouse, as a Delta table, or both, as the pipeline's own target is
 */
public record PipelineBranch(
        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                maxLength = 10_000,
                example = "SELECT id, price FROM input WHERE price > 100")
        @Nullable
        String transform,

        @Nullable WriteOptions write,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        Target target) {

    /** Where the rows of a branch go to. */
    @Schema(name = "BranchTarget")
    public record Target(@Nullable WarehouseTable warehouse, PipelineTarget.@Nullable DeltaTarget delta) {}

    /**
     * A table of the pipeline's own warehouse.
     *
     * @param store of that warehouse; goes without saying
     * @param table with or without its schema, as in {@code sales.orders}
     */
    @Schema(name = "BranchWarehouseTable")
    public record WarehouseTable(
            @Nullable String store,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String table) {}

    /** The pipeline that would write to the table of this branch alone. */
    PipelineDefinition of(PipelineDefinition pipeline) {
        return pipeline.branching(
                target(pipeline.target()),
                writing().complete(MadeColumns.format(pipeline)),
                transform,
                new StreamOptions(pipeline.streams().references(), null, null, null, null));
    }

    /** How its rows change the table. */
    WriteOptions writing() {
        return Objects.requireNonNullElse(write, WriteOptions.APPENDING);
    }

    private PipelineTarget target(@Nullable PipelineTarget own) {
        PipelineTarget.WarehouseTarget ownTable = own == null ? null : own.warehouse();
        WarehouseTable table = target == null ? null : target.warehouse();
        return new PipelineTarget(
                table == null
                        ? null
                        : new PipelineTarget.WarehouseTarget(
                                ownTable == null ? null : ownTable.store(), table.table(), null),
                target == null ? null : target.delta());
    }
}
