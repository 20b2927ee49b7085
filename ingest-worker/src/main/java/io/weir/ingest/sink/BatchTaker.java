package io.weir.ingest.sink;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.RefusedRecord;
import java.sql.SQLException;
import java.util.List;

/** Who takes batches whole or not at all. */
public interface BatchTaker {

    /**
     * Writes a batch.
     *
     * @throws StaleOwnerException if a partition of it is owned by somebody else
     */
    void write(DecodedBatch batch) throws SQLException;

    /**
     * The records of a batch that its tables do not take, as far as they can be told: without them it can be written, if nothing else
     * changes and no table has a rule that is not known here. Changes nothing, and costs a few statements, however many they are.
     *
     * @param batch with rows that say which records they are of
     */
    default List<RefusedRecord> refused(DecodedBatch batch) throws SQLException {
        return List.of();
    }

    /**
     * Those of them that are not taken whatever becomes of the others. Changes nothing either.
     *
     * @param batch with rows that say which records they are of
     */
    default List<RefusedRecord> refusedByThemselves(DecodedBatch batch) throws SQLException {
        return List.of();
    }
}
