package io.weir.delta.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** A file of DuckDB, which one process writes, or several read. */
final class DuckDbDatabase implements Database {

    private final FileAddress address;

    DuckDbDatabase(FileAddress address) {
        this.address = address;
    }

    @Override
    public Connection connectToRead() throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("duckdb.read_only", "true");
        settings.setProperty("jdbc_stream_results", "true");
        return Database.prepared(
                DriverManager.getConnection("jdbc:duckdb:" + address.file(), settings),
                connection -> connection.setAutoCommit(false));
    }

    @Override
    public Connection connectToWrite() throws SQLException {
        return Database.prepared(DriverManager.getConnection("jdbc:duckdb:" + address.file()), connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("set memory_limit = '1GB'");
            }
            connection.setAutoCommit(false);
            createTables(connection, false);
        });
    }
}
