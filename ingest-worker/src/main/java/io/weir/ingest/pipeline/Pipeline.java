package io.weir.ingest.pipeline;

import io.weir.ingest.decode.Decoding;
import io.weir.ingest.decode.Format;
import io.weir.ingest.decode.RequiredColumns;
import io.weir.ingest.decode.RowOrder;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.UnknownKeys;
import io.weir.ingest.sink.Generations;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.transform.Horizon;
import io.weir.ingest.transform.Join;
import io.weir.ingest.transform.Reference;
import io.weir.ingest.transform.SqlFunction;
import io.weir.ingest.transform.TransformRefusedException;
import io.weir.ingest.transform.Windows;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A pipeline as it is kept.
 *
 * @param placement where it stands in its compute pool
 * @param maker whose it is: who made it, or was given it
 * @param generations which reading of its topic it is in
 * @param revision another one after each change
 */
public record Pipeline(
        PipelineDefinition definition,
        PipelineState state,
        Placement placement,
        String maker,
        Generations generations,
        long revision,
        Instant createdAt,
        Instant updatedAt) {

    public String name() {
        return Objects.requireNonNull(definition.name());
    }

    /** The compute pool that it runs on. */
    public String pool() {
        return definition.poolName();
    }

    /** What workers have to do of what it was asked to: nothing, while it waits. */
    public PipelineState task() {
        return placement.waiting().isPresent() ? new PipelineState.Created() : state;
    }

    /** In whose name it writes. */
    public Owner owner() {
        return new Owner(name(), generations);
    }

    public PipelineSource source() {
        return Objects.requireNonNull(definition.source());
    }

    public PipelineTarget target() {
        return Objects.requireNonNull(definition.target());
    }

    /** What its records are to become. */
    public Decoding decoding() {
        Format format = Objects.requireNonNull(definition.format()).of(definition);
        return new Decoding(
                format,
                RequiredColumns.keys(required()),
                write().appends() ? RowOrder.ANY : RowOrder.READ,
                unknownKeys(),
                write().reserved());
    }

    /** Columns without which a row has no place. */
    public List<String> required() {
        return Stream.concat(
                        write().required().stream(),
                        horizon().map(Horizon::required).stream().flatMap(List::stream))
                .distinct()
                .toList();
    }

    /** How far back it looks, if it looks at more than one record at a time. */
    public Optional<Horizon> horizon() {
        return definition.streams().horizon();
    }

    /** Whether its rows are gathered by windows or joined, so that its tables have other columns than its records. */
    public boolean makesRowsOfSeveral() {
        return join().isPresent() || horizon().map(Horizon::window).isPresent();
    }

    /** What it looks records up in. */
    public List<Reference> references() {
        return definition.streams().referenced().stream()
                .map(DeclaredReference::toReference)
                .toList();
    }

    /** The columns that are known of its rows before they are written, or gathered by windows. */
    public StructType rowColumns() {
        return MadeColumns.of(definition).columns();
    }

    /** Types that columns of its tables are to have where these are narrower. */
    public StructType widening() {
        return definition.widening();
    }

    /** What windows make of its rows. */
    public StructType windowed(Windows windows) throws SQLException, TransformRefusedException {
        return windows.output(MadeColumns.of(definition).columns());
    }

    /** The stream that is joined with its own, as a pipeline of the same state would read it. */
    public Optional<Pipeline> joined() {
        return definition
                .joined()
                .map(right ->
                        new Pipeline(right, state, placement, maker, generations, revision, createdAt, updatedAt));
    }

    /** Its further tables, each as a pipeline of the same state that would write to it alone. */
    public List<Pipeline> branches() {
        return definition.branches().stream()
                .map(branch ->
                        new Pipeline(branch, state, placement, maker, generations, revision, createdAt, updatedAt))
                .toList();
    }

    /** The name of its table for people, whose warehouse or Delta table goes by it. */
    public String tableName() {
        PipelineTarget.WarehouseTarget warehouse = target().warehouse();
        return String.valueOf(
                warehouse == null ? Objects.requireNonNull(target().delta()).table() : warehouse.table());
    }

    /** The pairs that it makes, if it joins two streams. */
    public Optional<Join> join() {
        return MadeColumns.join(definition);
    }

    /** Pairs have the columns that are known. */
    private UnknownKeys unknownKeys() {
        if (definition.isStrict()) {
            return UnknownKeys.REFUSED;
        }
        return definition.streams().join() == null ? UnknownKeys.ADDED : UnknownKeys.DROPPED;
    }

    /** Where the schemas of its records are, if these are in Avro. */
    public AvroOptions avro() {
        return AvroOptions.of(definition);
    }

    /** What messages its records are, if these are in Protobuf. */
    public Optional<ProtobufOptions> protobuf() {
        return Optional.ofNullable(definition.protobuf());
    }

    /** What its records go through before they are written, if anything. */
    public Optional<String> transform() {
        return Optional.ofNullable(definition.transform());
    }

    /** The functions that its transform calls, as they were when it was last made, changed or started. */
    public List<SqlFunction> functions() {
        return definition.called();
    }

    /** What its rows are expected to be. */
    public List<DeclaredExpectation> expectations() {
        return definition.expected();
    }

    /** How its records change the table. */
    public WriteOptions write() {
        return definition.writing();
    }

    public BatchLimits batch() {
        return Objects.requireNonNull(definition.batch());
    }

    /** The same, as far as a unit of its pool has room. */
    public BatchLimits batchOfUnit() {
        return batch().within(placement.size().batchBytes());
    }
}
