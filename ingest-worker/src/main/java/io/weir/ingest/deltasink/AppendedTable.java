package io.weir.ingest.deltasink;

import io.weir.ingest.decode.StructType;
import io.weir.ingest.sink.StaleOwnerException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final TableLayout layout;
    private final ClusteringChange clustering;
    private @Nullable DeltaTable table;

    /** The latest that is known to have the columns which rows are decoded by. */
    private long version;

    private boolean isClusteringSaid;
    private StructType columns = StructType.EMPTY;

    AppendedTable(DeltaTables tables, String name, String pipeline, @Nullable UUID run) {
        this(tables, name, pipeline, run, TableLayout.NONE);
    }

    AppendedTable(DeltaTables tables, String name, String pipeline, @Nullable UUID run, TableLayout layout) {
        this.layout = layout;
        this.tables = tables;
        this.name = name;
        this.pipeline = pipeline;
        this.run = run;
        this.clustering = new ClusteringChange(tables, pipeline, layout.order());
    }

    /** Its columns as they are now; none if it is not there. */
    StructType columns() {
        tables.find(name).ifPresent(this::know);
        return columns;
    }

    /** Those of them that may not be null, by the last look at it. */
    Set<String> notNull() {
        return table == null ? Set.of() : table.notNull();
    }

    private void know(DeltaTable found) {
        requireWritable(found);
        requireAgreed(found);
        table = found;
        version = found.version();
        columns = DeltaSchema.columns(found.schema());
    }

    /** A table that was there before, or that somebody changed, may ask more than is done here. */
    private void requireWritable(DeltaTable found) {
        WriteObstacles.of(found).ifPresent(obstacle -> {
            throw DeltaException.lasting(
                    "table " + name + " cannot be written by pipeline " + pipeline + ": " + obstacle);
        });
    }

    /** A table that was there before may be partitioned otherwise than the pipeline says. */
    private void requireAgreed(DeltaTable found) {
        List<String> wanted = named(DeltaSchema.columns(found.schema()));
        if (!wanted.isEmpty() && !wanted.equals(found.partitionColumns())) {
            throw DeltaException.lasting("table " + name + " is partitioned by " + found.partitionColumns()
                    + ", and pipeline " + pipeline + " says partitionBy " + wanted);
        }
    }

    /** The columns to partition by, by the names that a table with such columns has for them. */
    private List<String> named(StructType present) {
        Map<String, String> names = ColumnNames.of(present.fields().keySet());
        return layout.partitionBy().stream()
                .map(column -> names.getOrDefault(column, column))
                .toList();
    }

    /** The latest transactions of the pipeline's partitions, by application id. */
    Map<String, Long> transactions() {
        return columns().fields().isEmpty() ? Map.of() : tables.transactions(name, pipeline + "/");
    }

    /** The same of a table that may be one which pipelines do not write to by now. */
    Map<String, Long> committed() {
        return tables.find(name).isEmpty() ? Map.of() : tables.transactions(name, pipeline + "/");
    }

    /** Whether it was there when it was last asked for. */
    boolean isThere() {
        return table != null;
    }

    /** Commits transactions of a table that is there, and nothing else; the versions before must be as expected. */
    void advance(Map<String, Long> transactions, Map<String, @Nullable Long> expected) {
        List<Map<String, Object>> actions = new ArrayList<>();
        transactions.forEach((application, version) -> actions.add(transaction(application, version)));
        commit(new DeltaCommit(actions, null, expected, pipeline, run), List.of());
    }

    /** What is about to be committed, and the files and the columns that the table has then. */
    private record Prepared(DeltaCommit commit, List<PartitionFile> files, StructType columns) {}

    /** Appends rows together with transactions, in one commit. */
    void append(Connection connection, Appending appending) throws SQLException {
        Prepared prepared = prepare(connection, appending);
        commit(prepared);
        grow(prepared.columns());
    }

    /**
     * Commits rows. Where somebody changed the table since, and all columns are as the rows were decoded by, once more behind that.
     *
     * @throws CommitRefusedException if the columns are others: what comes next is to be decoded by these
     */
    private void commit(Prepared prepared) {
        try {
            commit(prepared.commit(), prepared.files());
        } catch (CommitRefusedException changed) {
            if (!isBehindOthers(prepared.commit())) {
                discard(prepared.files());
                throw changed;
            }
            commit(prepared.commit().reading(version), prepared.files());
        }
    }

    /** Whether somebody changed the table, and nothing of what rows are written by. */
    private boolean isBehindOthers(DeltaCommit refused) {
        Optional<DeltaTable> latest = tables.find(name);
        Long read = refused.readVersion();
        boolean canFollow = latest.isPresent()
                && refused.operation().readFiles().isEmpty()
                && refused.actions().stream().noneMatch(action -> action.containsKey("metaData"))
                && (read == null || latest.get().version() > read);
        if (!canFollow) {
            return false;
        }
        if (!latest.get().notNull().equals(notNull())) {
            return false;
        }
        requireWritable(latest.get());
        requireAgreed(latest.get());
        StructType now = DeltaSchema.columns(latest.get().schema());
        version = latest.get().version();
        return columns.fields().entrySet().stream()
                .allMatch(column -> column.getValue().equals(now.fields().get(column.getKey())));
    }

    /** Columns that came may be some that the table is to be clustered by. */
    private void grow(StructType now) {
        isClusteringSaid &= now.equals(columns) || layout.order().columns().isEmpty();
        columns = now;
    }

    /** Appends to this table and to others, to all or none. */
    void appendWith(Connection connection, Appending appending, Map<AppendedTable, Appending> others)
            throws SQLException {
        Map<AppendedTable, Prepared> all = new LinkedHashMap<>();
        all.put(this, prepare(connection, appending));
        for (Map.Entry<AppendedTable, Appending> other : others.entrySet()) {
            all.put(other.getKey(), other.getKey().prepare(connection, other.getValue()));
        }
        Map<String, DeltaCommit> commits = new LinkedHashMap<>();
        all.forEach((each, prepared) -> commits.put(each.name, prepared.commit()));
        try {
            Map<String, Long> versions = tables.commitAll(commits);
            all.keySet().forEach(each -> each.version = Math.max(each.version, versions.getOrDefault(each.name, 0L)));
        } catch (StaleOwnerException | CommitRefusedException refused) {
            all.values().forEach(prepared -> discard(prepared.files()));
            throw refused;
        }
        all.forEach((each, prepared) -> each.grow(prepared.columns()));
    }

    private Prepared prepare(Connection connection, Appending appending) throws SQLException {
        NewRows rows = appending.rows();
        Set<String> promised = notNull();
        DeltaTable target = require(rows.columns(), appending.expected());
        if (!target.notNull().equals(promised)) {
            throw changedMeanwhile();
        }
        rows.requireValues(connection, target.notNull(), name);
        List<Map<String, Object>> actions = new ArrayList<>();
        Long readVersion = appending.readVersion();
        StructType all = columns.evolve(rows.columns());
        if (!all.equals(columns)) {
            DeltaTable latest = requireUnchanged();
            TableProtocol.with(latest.protocol(), all).ifPresent(protocol -> actions.add(Map.of("protocol", protocol)));
            actions.add(Map.of("metaData", evolved(latest, all)));
        }
        appending.replaced().forEach(old -> actions.add(old.remove(true)));
        appending.transactions().forEach((application, version) -> actions.add(transaction(application, version)));
        List<PartitionFile> files = rows.count() == 0
                ? List.of()
                : PartitionedRows.write(connection, target, rows, layout(target, rows.columns(), all));
        files.forEach(file -> actions.add(file.add()));
        return new Prepared(
                new DeltaCommit(
                        actions, readVersion == null ? version : readVersion, appending.expected(), pipeline, run),
                files,
                all);
    }

    /** With the statistics that other writers of the table make. */
    private FileLayout layout(DeltaTable target, StructType written, StructType all) {
        StructType stored = target.withoutPartitions(DeltaSchema.named(DeltaSchema.of(all)));
        ClusteringOrder order = target.partitionColumns().isEmpty()
                ? layout.order()
                : layout.order().named(written);
        return new FileLayout(order, IndexedColumns.of(target, stored));
    }

    /** After any other failure nobody knows whether the files are committed, so they stay; the next owner will know. */
    private void commit(DeltaCommit commit, List<PartitionFile> files) {
        try {
            version = Math.max(version, tables.commit(name, commit));
        } catch (StaleOwnerException stale) {
            discard(files);
            throw stale;
        }
    }

    private static void discard(List<PartitionFile> files) {
        files.forEach(written -> written.file().discard());
    }

    private DeltaTable require(StructType wanted, Map<String, @Nullable Long> expected) {
        DeltaTable known = table;
        if (known == null) {
            known = tables.find(name).orElseGet(() -> tables.create(name, DeltaSchema.of(wanted), named(wanted)));
            know(known);
        }
        return isClusteringSaid ? known : sayClustering(known, expected);
    }

    /**
     * Once for each owner, and whenever it brought columns; it is a request more only where there is something to say. Who was
     * replaced has nothing to say any more, as it has no rows to write.
     */
    private DeltaTable sayClustering(DeltaTable known, Map<String, @Nullable Long> expected) {
        boolean isKnown = DeltaSchema.columns(known.schema()).equals(columns);
        DeltaTable said = clustering.in(isKnown ? known : tables.find(name).orElse(known), expected);
        table = said;
        isClusteringSaid = true;
        return said;
    }

    /** The latest version, whose columns are still those by which the rows were decoded. */
    private DeltaTable requireUnchanged() {
        StructType known = columns;
        Set<String> promised = notNull();
        DeltaTable latest = tables.find(name).orElseThrow(() -> new DeltaException("table " + name + " is gone", null));
        know(latest);
        if (!columns.equals(known) || !notNull().equals(promised)) {
            throw changedMeanwhile();
        }
        return latest;
    }

    /** The next session decodes by what the table is like then. */
    private DeltaException changedMeanwhile() {
        return new DeltaException("table " + name + " got other columns from another writer meanwhile", null);
    }

    private static Map<String, Object> evolved(DeltaTable target, StructType all) {
        Map<String, Object> metadata = new LinkedHashMap<>(target.metadata());
        metadata.put("schemaString", JSON.writeValueAsString(DeltaSchema.evolved(target.schema(), all)));
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
