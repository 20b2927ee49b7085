package io.weir.ingest.warehouse;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.RefusedRecord;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Rows that are of one record each, so that it can be told which record a table does not take. */
sealed interface RecordRows extends RowWriter permits AppendedRows, ReplacingRows {

    /** Changes what is there already, and says what is new; part of the caller's transaction. What {@link #held} says is left alone. */
    NewRows prepare(Connection connection, String table, DecodedBatch batch) throws SQLException;

    /**
     * The records of a batch for which the table does not let go of a row, or set a column of one, as it is before the batch. Changes
     * nothing but temporary tables.
     */
    default List<RefusedRecord> held(Connection connection, String table, DecodedBatch batch) throws SQLException {
        return List.of();
    }

    @Override
    default void write(Connection connection, String table, DecodedBatch batch) throws SQLException {
        prepare(connection, table, batch).into(connection, table);
    }
}
