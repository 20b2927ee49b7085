package io.weir.ingest.warehouse;

import io.weir.ingest.decode.DecodedBatch;
import java.sql.Connection;
import java.sql.SQLException;

/** Rows that are of one record each, so that it can be told which record a table does not take. */
sealed interface RecordRows extends RowWriter permits AppendedRows, HistoryRows, MergedRows {

    /** Changes what is there already, and says what is new; part of the caller's transaction. */
    NewRows prepare(Connection connection, String table, DecodedBatch batch) throws SQLException;

    @Override
    default void write(Connection connection, String table, DecodedBatch batch) throws SQLException {
        prepare(connection, table, batch).into(connection, table);
    }
}
