package io.weir.ingest.decode;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What a pipeline remembers of the records that it has taken, and how a batch changes it: in the transaction in which the
 * batch is written, or not at all.
 */
public interface StreamState {

    /** Of a pipeline that looks at each record by itself. */
    StreamState NONE = connection -> {};

    /**
     * Remembers a batch; part of the caller's transaction.
     *
     * @throws io.weir.ingest.sink.StaleOwnerException if it is not any more as it was when the batch was decoded
     */
    void apply(Connection connection) throws SQLException;

    /** Until when all is known, in microseconds since 1970, as it was when the batch was decoded. */
    default long mark() {
        return Long.MIN_VALUE;
    }
}
