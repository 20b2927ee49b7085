package io.weir.ingest.warehouse;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.RefusedRecord;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.transform.Branch;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All tables of a warehouse that a pipeline writes to, in one transaction a batch.
 *
 * @param first the one whose rows are counted
 * @param branches the others, in the order in which a batch has rows for them
 */
public record WrittenTables(WrittenTable first, List<WrittenTable> branches) {

    /** Tables of rows that the others are about to get, while it is looked at what is refused. */
    private static final String GIVEN = "weir_given_";

    /** A single one. */
    static WrittenTables of(String table, RowWriter writer) {
        return new WrittenTables(new WrittenTable(table, writer), List.of());
    }

    /** Whether rows are only stored in all of them. */
    boolean onlyStore() {
        return all().allMatch(table -> table.writer().onlyStores());
    }

    /** Those in which rows take the place of others, by their keys. */
    SortedSet<String> merged() {
        return all().filter(table ->
                        table.writer() instanceof RecordRows && !table.writer().onlyStores())
                .map(table -> WarehouseTable.key(table.name()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Stream<WrittenTable> all() {
        return Stream.concat(Stream.of(first), branches.stream());
    }

    /** How many rows of a batch the table gets that gets most. */
    static long mostRows(DecodedBatch batch) {
        return Stream.concat(Stream.of(batch), batch.branches().stream())
                .mapToLong(DecodedBatch::rows)
                .max()
                .orElse(0);
    }

    /** The columns of the branches' tables, in their order. */
    List<StructType> ofBranches(Connection connection) throws SQLException {
        List<StructType> columns = new ArrayList<>();
        for (WrittenTable branch : branches) {
            columns.add(branch.columns(connection));
        }
        return columns;
    }

    /** What the branches' tables take no null for, in their order. */
    List<Set<String>> notNullOfBranches(Connection connection) throws SQLException {
        List<Set<String>> columns = new ArrayList<>();
        for (WrittenTable branch : branches) {
            columns.add(branch.notNull(connection));
        }
        return columns;
    }

    /**
     * The records that a table refuses, each with the first reason. What rows have in common is looked at when each of them is what it
     * must be, and in one table after the other, so that none is refused for another that is refused itself.
     *
     * @param batch with rows that say which records they are of
     */
    List<RefusedRecord> refused(Connection connection, DecodedBatch batch) throws SQLException {
        List<RefusedRecord> held = held(connection, batch);
        if (!held.isEmpty()) {
            return held;
        }
        Map<Integer, RefusedRecord> broken = new TreeMap<>();
        Map<Integer, RefusedRecord> repeated = new TreeMap<>();
        Map<WrittenTable, GrowingTable> together = new LinkedHashMap<>();
        all().forEach(table -> together.put(table, new GrowingTable(table.name(), null)));
        List<DecodedBatch> rows =
                Stream.concat(Stream.of(batch), batch.branches().stream()).toList();
        for (int index = 0; index < rows.size(); index++) {
            WrittenTable table = index == 0 ? first : branches.get(index - 1);
            String before = index == 0 ? "" : Branch.prefix(table.name());
            Optional<TableRefusals> refusals = table.refusals(connection, rows.get(index), together.values(), before);
            if (refusals.isEmpty()) {
                together.remove(table);
                continue;
            }
            // At once: what the next table has prepared is in the place of what this one has.
            TableRefusals look = refusals.get();
            look.broken().forEach(record -> broken.putIfAbsent(record.ordinal(), record));
            if (broken.isEmpty() && repeated.isEmpty()) {
                look.repeated().forEach(record -> repeated.put(record.ordinal(), record));
            }
            if (index < branches.size()) {
                NewRows given = look.copied(GIVEN + index);
                together.computeIfPresent(table, (same, growing) -> growing.with(given));
            }
        }
        return List.copyOf((broken.isEmpty() ? repeated : broken).values());
    }

    /** DuckDB goes by what referred to a row before the transaction: so all tables are asked before one has rows of the batch. */
    private List<RefusedRecord> held(Connection connection, DecodedBatch batch) throws SQLException {
        Map<Integer, RefusedRecord> held = new TreeMap<>();
        first.held(connection, batch, "").forEach(record -> held.put(record.ordinal(), record));
        for (int index = 0; index < branches.size(); index++) {
            WrittenTable branch = branches.get(index);
            branch.held(connection, batch.branches().get(index), Branch.prefix(branch.name()))
                    .forEach(record -> held.putIfAbsent(record.ordinal(), record));
        }
        return List.copyOf(held.values());
    }

    /** The records that the first table refuses whatever becomes of the others; who remembers records has no branches. */
    List<RefusedRecord> refusedByThemselves(Connection connection, DecodedBatch batch) throws SQLException {
        Map<Integer, RefusedRecord> refused = new TreeMap<>();
        first.held(connection, batch, "").forEach(record -> refused.put(record.ordinal(), record));
        Optional<TableRefusals> refusals =
                first.refusals(connection, batch, List.of(new GrowingTable(first.name(), null)), "");
        if (refusals.isPresent()) {
            refusals.get().byThemselves().forEach(record -> refused.putIfAbsent(record.ordinal(), record));
        }
        return List.copyOf(refused.values());
    }

    /** What writes a batch, in a transaction of its own. */
    @FunctionalInterface
    interface Attempt<T> {

        /**
         * Begins a transaction, writes and ends it.
         *
         * @param sifting as for {@link WrittenTables#write}
         */
        T write(boolean sifting) throws SQLException;
    }

    /**
     * Writes a batch, and once more where a table refused a row that was made of several records: of those none is to blame, so that
     * it is the row which is left out.
     */
    <T> T attempt(Attempt<T> attempt) throws SQLException {
        try {
            return attempt.write(false);
        } catch (SQLException refused) {
            if (RefusedRecord.isWhy(refused) && all().anyMatch(table -> table.writer() instanceof GatheredRows)) {
                return attempt.write(true);
            }
            throw refused;
        }
    }

    /**
     * Writes the rows of a batch; part of the caller's transaction.
     *
     * @param sifting whether rows that are made of several records become letters where a table does not take them
     * @return how many became letters
     */
    long write(Connection connection, DecodedBatch batch, boolean sifting) throws SQLException {
        if (batch.branches().size() != branches.size()) {
            throw new IllegalStateException("a batch with rows for "
                    + batch.branches().size() + " branches was to be written to " + branches.size());
        }
        long letters = first.write(connection, batch, sifting);
        for (int index = 0; index < branches.size(); index++) {
            letters += branches.get(index).write(connection, batch.branches().get(index), sifting);
        }
        return letters;
    }
}
