package io.weir.ingest.warehouse;

import io.weir.ingest.decode.DecodedBatch;
import java.sql.Connection;
import java.sql.SQLException;

/** How the rows of a batch change a table. Called within the batch's transaction, and only if there are rows. */
public sealed interface RowWriter permits AppendedRows, MergedRows {

    /** Changes the table, which has the columns of the batch. */
    void write(Connection connection, String table, DecodedBatch batch) throws SQLException;
}
