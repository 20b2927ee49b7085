package io.weir.ingest.warehouse;

import io.weir.ingest.decode.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;

/**
 * Rows that a batch adds to a table.
 *
 * @param columns that they give values to; the table puts its own into others
 * @param relation that has them
 * @param each of all records that would add one if they were alone
 */
record NewRows(Collection<String> columns, String relation, String each) {

    /** Of records that all add a row. */
    static NewRows of(Collection<String> columns, String relation) {
        return new NewRows(columns, relation, relation);
    }

    /** Adds them, and says how many they were. */
    long into(Connection connection, String table) throws SQLException {
        String names = Sql.names(columns);
        try (Statement statement = connection.createStatement()) {
            return statement.executeLargeUpdate("insert into " + WarehouseTable.qualified(connection, table) + " ("
                    + names + ") select " + names + " from " + relation);
        }
    }
}
