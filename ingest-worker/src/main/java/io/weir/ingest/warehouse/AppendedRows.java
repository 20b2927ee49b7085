package io.weir.ingest.warehouse;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Every record is a new row. */
public record AppendedRows() implements RowWriter {

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
        String columns = Sql.names(batch.columns().fields().keySet());
        try (Statement statement = connection.createStatement()) {
            batch.requireAll(statement.executeLargeUpdate("insert into " + WarehouseTable.qualified(connection, table)
                    + " (" + columns + ") select " + columns + " from " + batch.relation()));
        }
    }
}
