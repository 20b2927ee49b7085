package io.weir.delta.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** What differs between the engines; the schema of {@link ExportedSchema} and its statements are the same for all. */
interface Database {

    /** A connection in a transaction of its own, which sees one state; creates nothing. */
    Connection connectToRead() throws SQLException;

    /**
     * A connection in a transaction that nobody else writes the table beside, where the tables of the schema are there. Waits for
     * as long as the address says.
     */
    Connection connectToWrite() throws SQLException;

    /** Put before the names of the tables. */
    default String prefix() {
        return "";
    }

    /** Makes the tables where they are not there yet. */
    default void createTables(Connection connection, boolean withKeys) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String definition : ExportedSchema.definitions(prefix(), withKeys)) {
                statement.execute(definition);
            }
        }
    }

    /** Runs what a new connection needs, and closes it if it fails. */
    static Connection prepared(Connection connection, Preparation preparation) throws SQLException {
        try {
            preparation.run(connection);
            return connection;
        } catch (SQLException failure) {
            try {
                connection.close();
            } catch (SQLException second) {
                failure.addSuppressed(second);
            }
            throw failure;
        }
    }

    /** What is done with a connection before anybody has it. */
    interface Preparation {
        void run(Connection connection) throws SQLException;
    }
}
