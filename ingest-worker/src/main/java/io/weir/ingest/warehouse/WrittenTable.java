package io.weir.ingest.warehouse;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.RefusedRecord;
import io.weir.ingest.decode.StructType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A table of a warehouse, and how the rows of a batch change it. */
public record WrittenTable(String name, RowWriter writer) {

    /** What it has for columns that records are to have, too; none if it is not there. */
    StructType columns(Connection connection) throws SQLException {
        return writer.recordColumns(tableColumns(connection));
    }

    /** What it has for columns; none if it is not there. */
    StructType tableColumns(Connection connection) throws SQLException {
        return new WarehouseTable(connection, name).columns();
    }

    /** Columns that it takes no null for, and has nothing to put in its place. */
    Set<String> notNull(Connection connection) throws SQLException {
        return writer.storesEach() ? new WarehouseTable(connection, name).notNull() : Set.of();
    }

    /** Columns that get a wider type where a batch has one: of rows that are of one record each, as their columns are the records'. */
    Set<String> widenable(Connection connection) throws SQLException {
        return writer instanceof RecordRows ? new WarehouseTable(connection, name).alterable() : Set.of();
    }

    /**
     * Has the table as it is before it gets the rows of a batch, and looks at what it refuses; part of a transaction that is taken back.
     *
     * @param together tables that get rows of the batch, this one among them
     * @param before what stands before each reason
     * @return nothing where rows are of several records each, or there is none
     */
    Optional<TableRefusals> refusals(
            Connection connection, DecodedBatch batch, Collection<GrowingTable> together, String before)
            throws SQLException {
        if (batch.rows() == 0 || !(writer instanceof RecordRows records)) {
            return Optional.empty();
        }
        new WarehouseTable(connection, name).require(writer, batch.columns());
        NewRows rows = records.prepare(connection, name, batch);
        return Optional.of(TableRefusals.of(connection, name, together, before, rows, rows.columns()));
    }

    /**
     * The records for which it does not let go of a row, or set a column of one; part of a transaction that is taken back, before any
     * rows are prepared in it.
     *
     * @param before what stands before each reason
     */
    List<RefusedRecord> held(Connection connection, DecodedBatch batch, String before) throws SQLException {
        if (batch.rows() == 0 || !(writer instanceof RecordRows records)) {
            return List.of();
        }
        new WarehouseTable(connection, name).require(writer, batch.columns());
        return records.held(connection, name, batch).stream()
                .map(record -> new RefusedRecord(record.ordinal(), before + record.reason()))
                .toList();
    }

    /**
     * Writes the rows of a batch, if it has some; part of the caller's transaction.
     *
     * @param sifting whether rows that are made of several records become letters where the table does not take them
     * @return how many became letters
     */
    long write(Connection connection, DecodedBatch batch, boolean sifting) throws SQLException {
        if (batch.rows() == 0) {
            return 0;
        }
        new WarehouseTable(connection, name).require(writer, batch.columns());
        if (sifting && writer instanceof GatheredRows gathered) {
            return gathered.writeWhatIsTaken(connection, name, batch);
        }
        writer.write(connection, name, batch);
        return 0;
    }
}
