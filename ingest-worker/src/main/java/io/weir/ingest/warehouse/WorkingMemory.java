package io.weir.ingest.warehouse;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.Sql;
import io.weir.ingest.decode.StreamState;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.TypeNames;
import io.weir.ingest.decode.ValueType;
import io.weir.ingest.sink.Memory;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.transform.Horizon;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tables in which a warehouse remembers records, in a database that is in memory alone. What it remembers is numbered, so that
 * what a batch adds is found by its numbers: taking a batch costs as much as in a warehouse.
 */
public final class WorkingMemory implements Memory {

    private static final String NUMBER = "weir_number";
    private static final String NUMBERS = "weir.numbers";
    private static final String MADE = "weir.made";
    private static final ValueType WHOLE = TypeNames.parse("BIGINT");

    private final Connection connection;
    private final Owner owner;
    private final Horizon horizon;
    private final @Nullable GatheredRows gathered;
    private final StructType records;
    private final InstantSource watch;

    /**
     * @param connection on which batches are decoded, to a database of the pipeline's own
     * @param gathered what rows are made by; null if they are the records
     * @param records columns that records are known to have
     * @param watch by which partitions are idle
     */
    public WorkingMemory(
            Connection connection,
            Owner owner,
            Horizon horizon,
            @Nullable GatheredRows gathered,
            StructType records,
            InstantSource watch) {
        this.watch = watch;
        this.connection = connection;
        this.owner = owner;
        this.horizon = horizon;
        this.gathered = gathered;
        this.records = records;
    }

    @Override
    public String kind() {
        return gathered == null ? "seen/" + String.join("/", horizon.keys()) : gathered.kind();
    }

    @Override
    public StructType recordColumns(StructType table) {
        return gathered == null ? table : gathered.recordColumns(table);
    }

    @Override
    public Optional<StructType> made() {
        return Optional.ofNullable(gathered).map(GatheredRows::output);
    }

    @Override
    public StructType kept(StructType table) {
        if (gathered != null) {
            return gathered.kept(records);
        }
        StructType columns = records.evolve(table);
        Map<String, ValueType> kept = new LinkedHashMap<>();
        columns.fields().forEach((column, type) -> {
            if (horizon.keys().contains(column)) {
                kept.put(column, type);
            }
        });
        kept.put(Horizon.SEEN_AT, WHOLE);
        kept.put(Horizon.SEEN_GENERATION, WHOLE);
        return new StructType(kept);
    }

    @Override
    public void begin(StructType kept) throws SQLException {
        String definitions = kept.fields().entrySet().stream()
                .map(column ->
                        Sql.name(column.getKey()) + " " + column.getValue().sql())
                .collect(Collectors.joining(", "));
        execute(ControlTables.STATEMENTS);
        execute(
                "create sequence " + NUMBERS,
                "create table " + quoted() + " (" + definitions + ", " + NUMBER + " bigint default nextval('" + NUMBERS
                        + "'))");
        if (gathered != null) {
            new WarehouseTable(connection, MADE).require(gathered.output());
        }
    }

    @Override
    public void learn(Knowledge known, StructType columns, String relation) throws SQLException {
        if (!columns.fields().isEmpty()) {
            String names = Sql.names(columns.fields().keySet());
            execute("insert into " + quoted() + " (" + names + ") select " + names + " from " + relation);
        }
        String pipeline = Sql.text(owner.pipeline());
        long generation = owner.generations().latest();
        execute("insert or replace into weir.stream_state values (" + pipeline + ", " + generation + ", "
                + known.changes() + ", " + known.mark() + ")");
        for (Map.Entry<Integer, Long> clock : known.latest().entrySet()) {
            // Where it went on it was seen by whoever reads it; what it did before anybody read here is of no interest.
            execute("insert into weir.stream_clock (pipeline, \"partition\", generation, latest, seen_at) values ("
                    + pipeline + ", " + clock.getKey() + ", " + generation + ", " + clock.getValue() + ", "
                    + watch.millis() + ") on conflict do update set latest = excluded.latest, seen_at = case when"
                    + " stream_clock.latest < excluded.latest then excluded.seen_at else stream_clock.seen_at end");
        }
        Long mark = known.mark();
        if (mark != null) {
            execute("delete from " + quoted() + " where " + forgotten(mark));
        }
    }

    @Override
    public void forget() throws SQLException {
        execute("delete from " + quoted());
    }

    private String forgotten(long mark) {
        return gathered == null ? Horizon.SEEN_AT + " < " + mark : gathered.forgotten(quoted(), mark);
    }

    @Override
    public Taken take(DecodedBatch batch) throws SQLException {
        connection.setAutoCommit(false);
        long before = number("select nextval('" + NUMBERS + "')");
        batch.state().apply(connection);
        String added = "(from " + quoted() + " where " + NUMBER + " > " + before + ")";
        if (gathered == null) {
            return new Taken(batch.columns(), batch.relation(), batch.rows(), added, count(added));
        }
        execute("delete from " + MADE);
        // Without rows, too, the mark may move; what is made by it must not be forgotten before it is written.
        if (batch.rows() > 0 || batch.state() != StreamState.NONE) {
            gathered.write(connection, MADE, batch);
        }
        return new Taken(gathered.output(), MADE, count(MADE), added, count(added));
    }

    @Override
    public void keep() throws SQLException {
        connection.commit();
        connection.setAutoCommit(true);
    }

    @Override
    public void undo() throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
    }

    @Override
    public Knowledge knowledge() throws SQLException {
        String own = " where pipeline = " + Sql.text(owner.pipeline()) + " and generation = "
                + owner.generations().latest();
        Map<Integer, Long> latest = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet clocks =
                    statement.executeQuery("select \"partition\", latest from weir.stream_clock" + own)) {
                while (clocks.next()) {
                    latest.put(clocks.getInt(1), clocks.getLong(2));
                }
            }
            try (ResultSet state = statement.executeQuery("select changes, mark from weir.stream_state" + own)) {
                state.next();
                long changes = state.getLong(1);
                long mark = state.getLong(2);
                return new Knowledge(changes, state.wasNull() ? null : mark, latest);
            }
        }
    }

    @Override
    public String all() {
        return quoted();
    }

    @Override
    public long size() throws SQLException {
        return count(quoted());
    }

    private String table() {
        return gathered == null ? horizon.seen(owner) : gathered.table();
    }

    private String quoted() {
        return Sql.qualified(table());
    }

    private long count(String relation) throws SQLException {
        return number("select count(*) from " + relation);
    }

    private long number(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void execute(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
