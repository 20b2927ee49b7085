package io.weir.ingest.warehouse;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.RefusedRecord;
import io.weir.ingest.decode.Sql;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.sink.Generations;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.sink.Sink;
import io.weir.ingest.sink.Watermark;
import io.weir.ingest.stage.PartitionShare;
import io.weir.support.tracing.Spans;
import io.weir.support.tracing.Step;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;

/**
 * A DuckDB table as a target, and those of branches beside it: one transaction a batch.
 *
 * <p>The batch must have been decoded on a connection to the same instance. Two transactions that change one
 * watermark conflict, so only one of them commits: see {@link Watermarks} for what DuckDB wants for that.
 */
public final class WarehouseSink implements Sink {

    /** As spans of it are told. */
    static final String SYSTEM = "duckdb";

    private final Connection connection;
    private final DiskRoom room;
    private final WritingThreads threads;
    private final MergingTurns turns;
    private final String pipeline;
    private final Generations generations;
    private final WrittenTables tables;
    private final Watermarks watermarks;
    private final Optional<ProgressView> progress;
    private final Spans spans;
    private final Step inserting;
    private final LongConsumer refused;
    private final Map<Integer, Watermark> owned = new ConcurrentHashMap<>();
    private Set<String> notNull = Set.of();
    private List<Set<String>> branchNotNull = List.of();

    /** A sink that appends. */
    public WarehouseSink(Warehouse warehouse, String pipeline, String table) throws SQLException {
        this(warehouse, Owner.of(pipeline), table, new AppendedRows());
    }

    /** A sink that tells nobody how far it is. */
    WarehouseSink(Warehouse warehouse, Owner owner, String table, RowWriter writer) throws SQLException {
        this(warehouse, owner, table, writer, Optional.empty(), Spans.OFF);
    }

    /** A sink with a single table. */
    WarehouseSink(
            Warehouse warehouse,
            Owner owner,
            String table,
            RowWriter writer,
            Optional<ProgressView> progress,
            Spans spans)
            throws SQLException {
        this(warehouse, owner, WrittenTables.of(table, writer), progress, spans);
    }

    /** A sink whose letters of rows that are made of several records nobody counts. */
    WarehouseSink(Warehouse warehouse, Owner owner, WrittenTables tables, Optional<ProgressView> progress, Spans spans)
            throws SQLException {
        this(warehouse, owner, tables, progress, spans, rows -> {});
    }

    /**
     * Opens a connection for what is asked besides writing.
     *
     * @param progress a view that is to tell how far it is
     * @param spans of what a batch waits for
     * @param refused told of each batch how many of the rows that are made of several records it left as letters, if any
     */
    public WarehouseSink(
            Warehouse warehouse,
            Owner owner,
            WrittenTables tables,
            Optional<ProgressView> progress,
            Spans spans,
            LongConsumer refused)
            throws SQLException {
        this.refused = refused;
        this.spans = spans;
        this.inserting = Step.database(SYSTEM, "INSERT", tables.first().name());
        this.progress = progress;
        this.connection = warehouse.connect();
        this.room = warehouse.room();
        this.threads = warehouse.threads();
        this.turns = warehouse.turns();
        this.pipeline = owner.pipeline();
        this.generations = owner.generations();
        this.tables = tables;
        this.watermarks = new Watermarks(connection, owner);
    }

    @Override
    public Map<Integer, Watermark> claim(Set<Integer> partitions) throws SQLException {
        if (progress.isPresent()) {
            progress.get().require(connection, pipeline, tables.first().name());
        }
        MergingTurns.register(connection, tables.merged());
        Map<Integer, Watermark> claimed = watermarks.claim(partitions);
        owned.putAll(claimed);
        return claimed;
    }

    @Override
    public Map<Integer, Watermark> watermarks() throws SQLException {
        return watermarks.all();
    }

    @Override
    public Map<Integer, Watermark> owned() {
        return Map.copyOf(owned);
    }

    @Override
    public StructType columns() throws SQLException {
        notNull = tables.first().notNull(connection);
        return tables.first().columns(connection);
    }

    @Override
    public StructType tableColumns() throws SQLException {
        return tables.first().tableColumns(connection);
    }

    @Override
    public List<StructType> branchColumns() throws SQLException {
        branchNotNull = tables.notNullOfBranches(connection);
        return tables.ofBranches(connection);
    }

    @Override
    public Set<String> notNull() {
        return notNull;
    }

    @Override
    public List<Set<String>> branchNotNull() {
        return branchNotNull;
    }

    @Override
    public Set<String> widenable() throws SQLException {
        return tables.first().widenable(connection);
    }

    @Override
    public void write(DecodedBatch batch) throws SQLException {
        room.require(batch.staged().bytes());
        Connection writing = batch.connection();
        WritingThreads.Work<Written> transaction = () -> tables.attempt(sifting -> transact(writing, batch, sifting));
        Written written = tables.onlyStore()
                ? threads.forRowGroups(WrittenTables.mostRows(batch), writing, transaction)
                : turns.alone(tables.merged(), () -> threads.all(writing, transaction));
        owned.putAll(written.advanced());
        if (written.letters() > 0) {
            refused.accept(written.letters());
        }
    }

    /**
     * What was committed.
     *
     * @param letters rows of several records that became letters
     */
    private record Written(Map<Integer, Watermark> advanced, long letters) {}

    @Override
    public List<RefusedRecord> refused(DecodedBatch batch) throws SQLException {
        Connection writing = batch.connection();
        return look(writing, () -> tables.refused(writing, batch));
    }

    @Override
    public List<RefusedRecord> refusedByThemselves(DecodedBatch batch) throws SQLException {
        Connection writing = batch.connection();
        return look(writing, () -> tables.refusedByThemselves(writing, batch));
    }

    private <T> T look(Connection writing, Transaction.Work<T> work) throws SQLException {
        return turns.alone(tables.merged(), () -> new Transaction(writing, pipeline).look(work));
    }

    @Override
    public List<RefusedRecord> lettersOf(DecodedBatch batch) throws SQLException {
        List<RefusedRecord> letters = new ArrayList<>();
        try (Statement statement = batch.connection().createStatement();
                ResultSet found = statement.executeQuery("select ordinal, letter.reason from " + DecodedBatch.ACCEPTED
                        + " record join " + ownLetters() + " letter using (\"partition\", sequence) where"
                        + " ordinal not in (select ordinal from " + DecodedBatch.REJECTED + ")")) {
            while (found.next()) {
                letters.add(new RefusedRecord(found.getInt(1), found.getString(2)));
            }
        }
        return letters;
    }

    @Override
    public Optional<String> contradiction(DecodedBatch batch) throws SQLException {
        try (Statement statement = batch.connection().createStatement();
                ResultSet found = statement.executeQuery(
                        "select 'record ' || sequence || ' of partition ' || \"partition\" || ': ' || reason from "
                                + DecodedBatch.REJECTED + " anti join " + ownLetters()
                                + " using (\"partition\", sequence) order by ordinal limit 1")) {
            return found.next() ? Optional.of(found.getString(1)) : Optional.empty();
        }
    }

    /** The dead letters of the pipeline that are of the same reading of the topic. */
    private String ownLetters() {
        return "(select \"partition\", sequence, reason from weir.dead_letter where pipeline = " + Sql.text(pipeline)
                + " and coalesce(generation, 0) = " + generations.sql("\"partition\"") + ")";
    }

    private Written transact(Connection writing, DecodedBatch batch, boolean sifting) throws SQLException {
        return new Transaction(writing, pipeline, spans).run(() -> {
            long letters = spans.<Long, SQLException>around(inserting, () -> insert(writing, batch, sifting));
            return new Written(advance(writing, batch), letters);
        });
    }

    private long insert(Connection writing, DecodedBatch batch, boolean sifting) throws SQLException {
        try (Statement statement = writing.createStatement()) {
            batch.state().apply(writing);
            long refusedRows = tables.write(writing, batch, sifting);
            if (batch.rejectedRecords() > 0) {
                long letters = statement.executeLargeUpdate("insert into weir.dead_letter (pipeline, \"partition\","
                        + " sequence, payload, attributes, reason, recorded_at, generation) select "
                        + Sql.text(pipeline)
                        + ", \"partition\", sequence, payload, attributes, reason, now(), "
                        + generations.sql("\"partition\"")
                        + " from " + DecodedBatch.REJECTED);
                if (letters != batch.rejectedRecords()) {
                    throw new IllegalStateException(
                            "batch of " + batch.rejectedRecords() + " dead letters became " + letters);
                }
            }
            return refusedRows;
        }
    }

    private Map<Integer, Watermark> advance(Connection writing, DecodedBatch batch) throws SQLException {
        Map<Integer, Watermark> advanced = new ConcurrentHashMap<>();
        try (PreparedStatement update = writing.prepareStatement(Watermarks.ADVANCE)) {
            for (PartitionShare share : batch.staged().shares().values()) {
                Watermark before = owned.getOrDefault(share.partition(), Watermark.START);
                Watermark after = before.plus(share, batch);
                Watermarks.advance(update, pipeline, share.partition(), before, after);
                advanced.put(share.partition(), after);
            }
        }
        return advanced;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
