package io.weir.ingest.worker;

import io.weir.ingest.DataFolder;
import io.weir.ingest.IngestProblem;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.deltasink.BranchTable;
import io.weir.ingest.deltasink.ClusteringOrder;
import io.weir.ingest.deltasink.DeltaLetterReplay;
import io.weir.ingest.deltasink.DeltaOutbox;
import io.weir.ingest.deltasink.DeltaSink;
import io.weir.ingest.deltasink.DeltaTables;
import io.weir.ingest.deltasink.TableLayout;
import io.weir.ingest.pipeline.Pipeline;
import io.weir.ingest.pipeline.PipelineStores;
import io.weir.ingest.pipeline.PipelineTarget;
import io.weir.ingest.pipeline.WriteOptions;
import io.weir.ingest.sink.LetterCursor;
import io.weir.ingest.sink.LetterReplay;
import io.weir.ingest.sink.Memory;
import io.weir.ingest.sink.Sink;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.stage.StreamSide;
import io.weir.ingest.store.StoreAddress;
import io.weir.ingest.transform.Horizon;
import io.weir.ingest.transform.Join;
import io.weir.ingest.transform.TransformRefusedException;
import io.weir.ingest.transform.Windows;
import io.weir.ingest.warehouse.AppendedRows;
import io.weir.ingest.warehouse.GatheredRows;
import io.weir.ingest.warehouse.HistoryRows;
import io.weir.ingest.warehouse.JoinedRows;
import io.weir.ingest.warehouse.LetterOutbox;
import io.weir.ingest.warehouse.MergedRows;
import io.weir.ingest.warehouse.ProgressView;
import io.weir.ingest.warehouse.RowWriter;
import io.weir.ingest.warehouse.StoredDeadLetters;
import io.weir.ingest.warehouse.Warehouse;
import io.weir.ingest.warehouse.WarehouseLetterReplay;
import io.weir.ingest.warehouse.WarehouseSink;
import io.weir.ingest.warehouse.WarehouseStores;
import io.weir.ingest.warehouse.Warehouses;
import io.weir.ingest.warehouse.WindowedRows;
import io.weir.ingest.warehouse.WorkingMemory;
import io.weir.ingest.warehouse.WrittenTable;
import io.weir.ingest.warehouse.WrittenTables;
import io.weir.support.problem.ProblemException;
import io.weir.support.tracing.Spans;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Opens the targets that pipelines name. */
@Component
class Targets {

    private final PipelineStores stores;
    private final Warehouses warehouses;
    private final WarehouseStores warehouseStores;
    private final DeltaTables deltaTables;
    private final DataFolder data;
    private final Spans spans;
    private final PipelineMetrics metrics;

    Targets(
            PipelineStores stores,
            Warehouses warehouses,
            WarehouseStores warehouseStores,
            DeltaTables deltaTables,
            DataFolder data,
            Spans spans,
            PipelineMetrics metrics) {
        this.metrics = metrics;
        this.spans = spans;
        this.stores = stores;
        this.warehouses = warehouses;
        this.warehouseStores = warehouseStores;
        this.deltaTables = deltaTables;
        this.data = data;
    }

    /** Opens the sinks of a pipeline, and a connection on which batches for them are to be decoded. */
    OpenTargets open(Pipeline pipeline) throws SQLException {
        PipelineTarget.WarehouseTarget target = pipeline.target().warehouse();
        if (target != null) {
            StoreAddress store = stores.warehouse(target);
            Warehouse warehouse = warehouseStores.open(store);
            List<Sink> sinks = new ArrayList<>();
            sinks.add(new WarehouseSink(
                    warehouse,
                    pipeline.owner(),
                    tables(pipeline),
                    progressView(pipeline),
                    spans,
                    rows -> metrics.refused(pipeline.name(), rows)));
            deltaTable(pipeline)
                    .ifPresent(table -> sinks.add(DeltaSink.besideWarehouse(
                            deltaTables.madeFor(pipeline.maker()),
                            table,
                            layout(pipeline),
                            pipeline.owner(),
                            pipeline.state().runId(),
                            branches(pipeline))));
            return new OpenTargets(
                    warehouse.connect(), sinks, () -> {}, failure -> warehouseStores.failed(store, failure));
        }
        String table = deltaTable(pipeline)
                .orElseThrow(() -> new IllegalStateException("pipeline " + pipeline.name() + " has no target"));
        Warehouse decoding = inMemory(pipeline.name());
        Connection connection = decoding.connect();
        Sink sink = DeltaSink.alone(
                deltaTables.madeFor(pipeline.maker()),
                table,
                layout(pipeline),
                pipeline.owner(),
                pipeline.state().runId(),
                memory(pipeline, connection),
                branches(pipeline),
                rows -> metrics.refused(pipeline.name(), rows));
        return new OpenTargets(connection, List.of(sink), decoding::close, failure -> {});
    }

    /** What remembers records where there is no warehouse that does. */
    private static Optional<Memory> memory(Pipeline pipeline, Connection decoding) throws SQLException {
        Optional<Horizon> horizon = pipeline.horizon();
        GatheredRows gathered = writer(pipeline) instanceof GatheredRows made ? made : null;
        return horizon.map(known -> new WorkingMemory(
                decoding, pipeline.owner(), known, gathered, pipeline.rowColumns(), InstantSource.system()));
    }

    private static TableLayout layout(Pipeline pipeline) {
        return Optional.ofNullable(pipeline.target().delta())
                .map(delta ->
                        new TableLayout(new ClusteringOrder(delta.clusteringColumns()), delta.partitioningColumns()))
                .orElse(TableLayout.NONE);
    }

    private Optional<ProgressView> progressView(Pipeline pipeline) {
        return Optional.ofNullable(pipeline.target().warehouse())
                .map(PipelineTarget.WarehouseTarget::progressView)
                .map(name -> {
                    SourceRequest request = PipelineStores.request(pipeline, stores.broker(pipeline.source()));
                    return new ProgressView(name, request.brokers(), request.topic());
                });
    }

    /**
     * The dead letters of a pipeline.
     *
     * @param connection on which they will be decoded
     * @param after place of the last letter that was taken before, as {@link LetterCursor#place} says it; null for none
     */
    LetterReplay letters(Pipeline pipeline, Connection connection, @Nullable String after) throws SQLException {
        long[] place = StoredDeadLetters.position(after);
        Set<StreamSide> enveloped = enveloped(pipeline);
        PipelineTarget.WarehouseTarget target = pipeline.target().warehouse();
        if (target == null) {
            String table = deltaTable(pipeline).orElseThrow();
            DeltaTables tables = deltaTables.madeFor(pipeline.maker());
            return new DeltaLetterReplay(
                    connection,
                    tables,
                    table,
                    layout(pipeline),
                    pipeline.owner(),
                    enveloped,
                    place[0],
                    place[1],
                    memory(pipeline, connection),
                    branches(pipeline));
        }
        LetterCursor letters =
                new LetterCursor(connection, "weir.dead_letter", pipeline.owner(), enveloped, place[0], place[1]);
        List<LetterOutbox.Destination> beside = Stream.concat(Stream.of(pipeline), pipeline.branches().stream())
                .flatMap(each -> deltaTable(each).stream())
                .map(table -> {
                    long[] numbers = outbox(pipeline, table).next();
                    return new LetterOutbox.Destination(table, numbers[0], numbers[1]);
                })
                .toList();
        return new WarehouseLetterReplay(
                connection, warehouse(target), pipeline.owner(), tables(pipeline), letters, beside);
    }

    /** The tables of its warehouse. */
    private static WrittenTables tables(Pipeline pipeline) throws SQLException {
        List<WrittenTable> branches = new ArrayList<>();
        for (Pipeline branch : pipeline.branches()) {
            String table = warehouseTable(branch);
            // What each of the tables forgets of is its own, and no pipeline has a slash in its name.
            branches.add(new WrittenTable(table, writer(branch, branch.name() + "//" + table)));
        }
        return new WrittenTables(new WrittenTable(warehouseTable(pipeline), writer(pipeline)), branches);
    }

    private static String warehouseTable(Pipeline pipeline) {
        return Objects.requireNonNull(
                Objects.requireNonNull(pipeline.target().warehouse()).table());
    }

    /** The Delta tables of its branches. */
    private List<BranchTable> branches(Pipeline pipeline) {
        return pipeline.branches().stream()
                .map(branch -> new BranchTable(deltaTable(branch).orElseThrow(), layout(branch)))
                .toList();
    }

    /** The streams whose records are more than their payloads. */
    private static Set<StreamSide> enveloped(Pipeline pipeline) {
        Set<StreamSide> enveloped = EnumSet.noneOf(StreamSide.class);
        if (pipeline.decoding().format().enveloped()) {
            enveloped.add(StreamSide.LEFT);
        }
        if (pipeline.joined().orElse(pipeline).decoding().format().enveloped()) {
            enveloped.add(StreamSide.RIGHT);
        }
        return enveloped;
    }

    /** Brings rows of replayed letters to the Delta table that the warehouse beside it has already. */
    void finishReplay(Pipeline pipeline, Connection connection) throws SQLException {
        if (pipeline.target().warehouse() == null || pipeline.target().delta() == null) {
            return;
        }
        for (LetterOutbox outbox : LetterOutbox.waiting(connection, pipeline.name())) {
            finishReplay(pipeline, connection, outbox);
        }
    }

    private void finishReplay(Pipeline pipeline, Connection connection, LetterOutbox outbox) throws SQLException {
        Optional<LetterOutbox.Pending> pending = outbox.pending();
        if (pending.isPresent()) {
            LetterOutbox.Pending rows = pending.get();
            outbox(pipeline, rows.to().table())
                    .append(
                            connection,
                            rows.columns(),
                            rows.relation(),
                            rows.rows(),
                            rows.to().before(),
                            rows.to().replay());
            outbox.arrived(rows);
        }
    }

    private DeltaOutbox outbox(Pipeline pipeline, String table) {
        TableLayout layout = Stream.concat(Stream.of(pipeline), pipeline.branches().stream())
                .filter(each -> deltaTable(each).filter(table::equals).isPresent())
                .findFirst()
                .map(Targets::layout)
                .orElse(TableLayout.NONE);
        return new DeltaOutbox(deltaTables.madeFor(pipeline.maker()), table, pipeline.name(), layout);
    }

    private static RowWriter writer(Pipeline pipeline) throws SQLException {
        return writer(pipeline, pipeline.name());
    }

    /** @param deletions name of what is remembered of keys that were deleted */
    private static RowWriter writer(Pipeline pipeline, String deletions) throws SQLException {
        Optional<Horizon> horizon = pipeline.horizon();
        Windows windows = horizon.map(Horizon::window).orElse(null);
        if (windows != null) {
            return new WindowedRows(pipeline.owner(), horizon.orElseThrow(), windows, windowed(pipeline, windows));
        }
        Optional<Join> join = pipeline.join();
        if (join.isPresent()) {
            return new JoinedRows(pipeline.owner(), join.get());
        }
        WriteOptions write = pipeline.write();
        return switch (Objects.requireNonNull(write.mode())) {
            case APPEND -> new AppendedRows();
            case UPSERT -> new MergedRows(deletions, write.keyColumns(), write.sequenceBy(), null);
            case SCD2 ->
                new HistoryRows(write.keyColumns(), Objects.requireNonNull(write.sequenceBy()), write.deletedBy());
            case CDC -> new MergedRows(deletions, write.keyColumns(), write.sequenceBy(), write.deletedBy());
        };
    }

    /** It was looked at when the pipeline was made, maybe by another version of DuckDB. */
    private static StructType windowed(Pipeline pipeline, Windows windows) throws SQLException {
        try {
            return pipeline.windowed(windows);
        } catch (TransformRefusedException refused) {
            throw new ProblemException(IngestProblem.PIPELINE_INVALID, "the window " + refused.why());
        }
    }

    /** A database without a file, which spills to a folder of its name; the caller closes it. */
    Warehouse inMemory(String name) throws SQLException {
        return warehouses.inMemory(data.staging().resolveSibling("temporary").resolve(name));
    }

    /** The Delta table of a pipeline, by its name. */
    Optional<String> deltaTable(Pipeline pipeline) {
        return Optional.ofNullable(pipeline.target().delta()).map(PipelineTarget.DeltaTarget::table);
    }

    /** The database of a warehouse target. */
    Warehouse warehouse(PipelineTarget.WarehouseTarget target) throws SQLException {
        return warehouseStores.open(stores.warehouse(target));
    }
}
