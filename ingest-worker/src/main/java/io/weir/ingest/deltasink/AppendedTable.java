package io.weir.ingest.deltasink;

import io.weir.ingest.decode.StructType;
import io.weir.ingest.sink.StaleOwnerException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A Delta table that one pipeline appends to, made when it gets its first rows. */
final class AppendedTable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final DeltaTables tables;
    private final String name;
    private final String pipeline;
    private final @Nullable UUID run;
    private final ClusteringOrder order;
    private @Nullable DeltaTable table;
    private StructType columns = StructType.EMPTY;

    AppendedTable(DeltaTables tables, String name, String pipeline, @Nullable UUID run) {
        this(tables, name, pipeline, run, ClusteringOrder.NONE);
    }

    /** @param order of the rows in each of its files */
    AppendedTable(DeltaTables tables, String name, String pipeline, @Nullable UUID run, ClusteringOrder order) {
        this.order = order;
        this.tables = tables;
        this.name = name;
        this.pipeline = pipeline;
        this.run = run;
    }

    /** Its columns as they are now; none if it is not there. */
    StructType columns() {
        tables.find(name).ifPresent(this::know);
        return columns;
    }

    private void know(DeltaTable found) {
        table = found;
        columns = DeltaSchema.columns(found.schema());
    }

    /** The latest transactions of the pipeline's partitions, by application id. */
    Map<String, Long> transactions() {
        return columns().fields().isEmpty() ? Map.of() : tables.transactions(name, pipeline + "/");
    }

    /** Whether it was there when it was last asked for. */
    boolean isThere() {
        return table != null;
    }

    /** Commits transactions of a table that is there, and nothing else; the versions before must be as expected. */
    void advance(Map<String, Long> transactions, Map<String, @Nullable Long> expected) {
        List<Map<String, Object>> actions = new ArrayList<>();
        transactions.forEach((application, version) -> actions.add(transaction(application, version)));
        commit(new DeltaCommit(actions, null, expected, pipeline, run), null);
    }

    /** What is about to be committed, and the file and the columns that the table has then. */
    private record Prepared(DeltaCommit commit, @Nullable DataFile file, StructType columns) {}

    /** Appends rows together with transactions, in one commit. */
    void append(Connection connection, Appending appending) throws SQLException {
        Prepared prepared = prepare(connection, appending);
        commit(prepared.commit(), prepared.file());
        columns = prepared.columns();
    }

    /** Appends to this table and to another one, both or neither. */
    void appendWith(Connection connection, Appending appending, AppendedTable other, Appending others)
            throws SQLException {
        Prepared own = prepare(connection, appending);
        Prepared beside = other.prepare(connection, others);
        try {
            tables.commitAll(Map.of(name, own.commit(), other.name, beside.commit()));
        } catch (StaleOwnerException stale) {
            discard(own.file());
            discard(beside.file());
            throw stale;
        }
        columns = own.columns();
        other.columns = beside.columns();
    }

    private Prepared prepare(Connection connection, Appending appending) throws SQLException {
        NewRows rows = appending.rows();
        DeltaTable target = require(rows.columns());
        List<Map<String, Object>> actions = new ArrayList<>();
        Long readVersion = null;
        StructType all = columns.evolve(rows.columns());
        if (!all.equals(columns)) {
            DeltaTable latest = requireUnchanged();
            actions.add(Map.of("metaData", evolved(latest, all)));
            readVersion = latest.version();
        }
        appending.transactions().forEach((application, version) -> actions.add(transaction(application, version)));
        DataFile file =
                rows.count() == 0 ? null : DataFile.write(connection, target.folder(), rows, layout(target, all));
        if (file != null) {
            actions.add(file.add());
        }
        return new Prepared(new DeltaCommit(actions, readVersion, appending.expected(), pipeline, run), file, all);
    }

    /** With the statistics that other writers of the table make. */
    private FileLayout layout(DeltaTable target, StructType all) {
        return new FileLayout(order, IndexedColumns.of(target, DeltaSchema.named(DeltaSchema.of(all))));
    }

    /** After any other failure nobody knows whether the file is committed, so it stays; the next owner will know. */
    private void commit(DeltaCommit commit, @Nullable DataFile file) {
        try {
            tables.commit(name, commit);
        } catch (StaleOwnerException stale) {
            discard(file);
            throw stale;
        }
    }

    private static void discard(@Nullable DataFile file) {
        if (file != null) {
            file.discard();
        }
    }

    private DeltaTable require(StructType wanted) {
        DeltaTable known = table;
        if (known == null) {
            known = tables.find(name).orElseGet(() -> tables.create(name, DeltaSchema.of(wanted)));
            know(known);
        }
        return known;
    }

    /** The latest version, whose columns are still those by which the rows were decoded. */
    private DeltaTable requireUnchanged() {
        StructType known = columns;
        DeltaTable latest = tables.find(name).orElseThrow(() -> new DeltaException("table " + name + " is gone", null));
        know(latest);
        if (!columns.equals(known)) {
            throw new DeltaException("table " + name + " got other columns from another writer meanwhile", null);
        }
        return latest;
    }

    private static Map<String, Object> evolved(DeltaTable target, StructType all) {
        Map<String, Object> metadata = new LinkedHashMap<>(target.metadata());
        metadata.put("schemaString", JSON.writeValueAsString(DeltaSchema.of(all)));
        return metadata;
    }

    private static Map<String, Object> transaction(String application, long version) {
        Map<String, Object> transaction = new LinkedHashMap<>();
        transaction.put("appId", application);
        transaction.put("version", version);
        transaction.put("lastUpdated", System.currentTimeMillis());
        return Map.of("txn", transaction);
    }
}
