package io.weir.ingest.pipeline;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Objects;
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

    /** Whether it names the same tables, however rows are laid out there; by a relation, what that says or nothing but it. */
    boolean isSameAs(PipelineTarget other) {
        return relation == null
                ? laidOut(null, null).equals(other.laidOut(null, null))
                : equals(other)
                        || (equals(new PipelineTarget(null, null, relation)) && relation.equals(other.relation()));
    }

    /** The same tables, laid out as another one asks for if it names the Delta table. */
    PipelineTarget laidOutAs(@Nullable PipelineTarget asked) {
        return asked == null || asked.delta() == null
                ? this
                : laidOut(asked.delta().clusterBy(), asked.delta().compaction());
    }

    private PipelineTarget laidOut(@Nullable List<String> clusterBy, @Nullable DeltaCompaction compaction) {
        return delta == null ? this : new PipelineTarget(warehouse, delta.laidOut(clusterBy, compaction), relation);
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

    /**
     * A Delta table, made at the first batch if it is not there.
     *
     * @param clusterBy columns that the rows of each data file are sorted by, the most important one first; what the table is
     *     then clustered by, unless it has partitions
     * @param compaction when its small files are put together; as by default where nothing is said
     * @param partitionBy columns that the table is partitioned by if the pipeline makes it; must be those of one that is there
     */
    @Schema(name = "DeltaTarget")
    public record DeltaTarget(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String table,

            @Nullable List<String> clusterBy,
            @Nullable DeltaCompaction compaction,

            @Schema(
                    description =
                            "1 to 4 columns of the rows, declared or made by a transform, that the table is partitioned by",
                    example = "[\"day\"]")
            @Nullable
            List<String> partitionBy) {

        /** No columns are the same as none given: many clients have one word for both. */
        public DeltaTarget {
            clusterBy = clusterBy == null || clusterBy.isEmpty() ? null : clusterBy;
            partitionBy = partitionBy == null || partitionBy.isEmpty() ? null : partitionBy;
        }

        /** Whose rows stay as they come. */
        public DeltaTarget(String table) {
            this(table, null);
        }

        /** Compacted as by default. */
        public DeltaTarget(String table, @Nullable List<String> clusterBy) {
            this(table, clusterBy, null);
        }

        /** In the partitions that the table has. */
        public DeltaTarget(String table, @Nullable List<String> clusterBy, @Nullable DeltaCompaction compaction) {
            this(table, clusterBy, compaction, null);
        }

        /** Where the same rows go to: how they are sorted, and files put together, is no part of the place. */
        DeltaTarget laidOut(@Nullable List<String> order, @Nullable DeltaCompaction together) {
            return new DeltaTarget(table, order, together, partitionBy);
        }

        /** When its small files are put together. */
        public DeltaCompaction compacting() {
            return Objects.requireNonNullElse(compaction, DeltaCompaction.DEFAULT);
        }

        /** Columns that the rows of each data file are sorted by; none where they stay as they come. */
        public List<String> clusteringColumns() {
            return Objects.requireNonNullElse(clusterBy, List.of());
        }

        /** Columns that the table is partitioned by if it is made; none where it is not said. */
        public List<String> partitioningColumns() {
            return Objects.requireNonNullElse(partitionBy, List.of());
        }
    }
}
