package io.weir.ingest.warehouse;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.RefusedRecord;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.transform.Branch;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All tables of a warehouse that a pipeline writes to, in one transaction a batch.
 *
 * @param first the one whose rows are counted
 * @param branches the others, in the order in which a batch has rows for them
 */
public record WrittenTables(WrittenTable first, List<WrittenTable> branches) {

    /** A single one. */
    static WrittenTables of(String table, RowWriter writer) {
        return new WrittenTables(new WrittenTable(table, writer), List.of());
    }

    /** Whether rows are only stored in all of them. */
    boolean onlyStore() {
        return all().allMatch(table -> table.writer().onlyStores());
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
        List<TableRefusals> looks = new ArrayList<>();
        List<String> together = all().map(WrittenTable::name).toList();
        first.refusals(connection, batch, together, "").ifPresent(looks::add);
        for (int index = 0; index < branches.size(); index++) {
            WrittenTable branch = branches.get(index);
            branch.refusals(connection, batch.branches().get(index), together, Branch.prefix(branch.name()))
                    .ifPresent(looks::add);
        }
        Map<Integer, RefusedRecord> found = new TreeMap<>();
        for (TableRefusals look : looks) {
            look.broken().forEach(record -> found.putIfAbsent(record.ordinal(), record));
        }
        for (TableRefusals look : looks) {
            if (found.isEmpty()) {
                look.repeated().forEach(record -> found.put(record.ordinal(), record));
            }
        }
        return List.copyOf(found.values());
    }

    /** Writes the rows of a batch; part of the caller's transaction. */
    void write(Connection connection, DecodedBatch batch) throws SQLException {
        if (batch.branches().size() != branches.size()) {
            throw new IllegalStateException("a batch with rows for "
                    + batch.branches().size() + " branches was to be written to " + branches.size());
        }
        first.write(connection, batch);
        for (int index = 0; index < branches.size(); index++) {
            branches.get(index).write(connection, batch.branches().get(index));
        }
    }
}
