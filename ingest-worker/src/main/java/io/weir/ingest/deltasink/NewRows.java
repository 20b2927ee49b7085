package io.weir.ingest.deltasink;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.MiscountException;
import io.weir.ingest.decode.StructType;

/**
 * Rows for a table.
 *
 * @param columns of the relation; the table gets those that it lacks
 * @param relation of the connection on which they were decoded
 * @param count how many there must be
 */
record NewRows(StructType columns, String relation, long count) {

    static NewRows of(DecodedBatch batch) {
        return new NewRows(batch.columns(), batch.relation(), batch.rows());
    }

    void requireAll(long found) throws MiscountException {
        MiscountException.requireAll(count, found);
    }
}
