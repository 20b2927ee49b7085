package io.weir.ingest.warehouse;

import io.weir.ingest.decode.DecodedBatch;
import java.sql.Connection;
import java.sql.SQLException;

/** Every record is a new row. */
public record AppendedRows() implements RecordRows {

    @Override
    public boolean onlyStores() {
        return true;
    }

    @Override
    public boolean storesEach() {
        return true;
    }

    @Override
    public void write(Connection connection, String table, DecodedBatch batch) throws SQLException {
        batch.requireAll(prepare(connection, table, batch).into(connection, table));
    }

    @Override
    public NewRows prepare(Connection connection, String table, DecodedBatch batch) {
        return NewRows.of(batch.columns().fields().keySet(), batch.relation());
    }
}
