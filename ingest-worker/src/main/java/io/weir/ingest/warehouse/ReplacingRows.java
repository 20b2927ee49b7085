package io.weir.ingest.warehouse;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.RefusedRecord;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Rows that take the place of others. One that rows of other tables refer to does not give way: it is set where it is. */
sealed interface ReplacingRows extends RecordRows permits HistoryRows, MergedRows {

    /** The rows of the table that others may refer to; none where no table may. */
    Optional<ReferredRows> referred(Connection connection, String table) throws SQLException;

    /** Finds which of a batch's records count. */
    void findLatest(Connection connection, String table, DecodedBatch batch) throws SQLException;

    /**
     * Changes what is there already, but for rows that others refer to.
     *
     * @param looking whether one of these stays though a record deletes it
     */
    NewRows prepare(
            Connection connection, String table, DecodedBatch batch, Optional<ReferredRows> referred, boolean looking)
            throws SQLException;

    /** Rows that others refer to stay as they are. */
    @Override
    default NewRows prepare(Connection connection, String table, DecodedBatch batch) throws SQLException {
        return prepare(connection, table, batch, referred(connection, table), true);
    }

    @Override
    default void write(Connection connection, String table, DecodedBatch batch) throws SQLException {
        Optional<ReferredRows> referred = referred(connection, table);
        NewRows added = prepare(connection, table, batch, referred, false);
        if (referred.isPresent()) {
            referred.get().update(batch);
        }
        added.into(connection, table);
    }

    @Override
    default List<RefusedRecord> held(Connection connection, String table, DecodedBatch batch) throws SQLException {
        Optional<ReferredRows> referred = referred(connection, table);
        if (referred.isEmpty()) {
            return List.of();
        }
        findLatest(connection, table, batch);
        return referred.get().held(batch);
    }
}
