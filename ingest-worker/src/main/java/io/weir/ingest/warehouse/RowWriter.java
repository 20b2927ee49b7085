package io.weir.ingest.warehouse;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.StructType;
import java.sql.Connection;
import java.sql.SQLException;

/** How the rows of a batch change a table. Called within the batch's transaction, and only if there are rows. */
public sealed interface RowWriter permits GatheredRows, RecordRows {

    /** Columns of the table that records are to have, too. */
    default StructType recordColumns(StructType table) {
        return table;
    }

    /**
     * What the table must have for a batch.
     *
     * @param present its columns; none if it is not there
     * @param batch columns of the records
     */
    default StructType wanted(StructType present, StructType batch) {
        return batch;
    }

    /** Whether rows are only stored, each for itself: nothing is compared with what is there. */
    default boolean onlyStores() {
        return false;
    }

    /** Whether each record becomes a row; where false, some take rows away, and have no more of them than their keys. */
    default boolean storesEach() {
        return false;
    }

    /** Changes the table, which has the columns that are wanted. */
    void write(Connection connection, String table, DecodedBatch batch) throws SQLException;
}
