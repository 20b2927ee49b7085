package io.weir.delta.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A file of DuckDB, which one process writes, or several read. */
final class DuckDbDatabase implements Database {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final FileAddress address;

    DuckDbDatabase(FileAddress address) {
        this.address = address;
    }

    @Override
    public Connection connectToRead() throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("duckdb.read_only", "true");
        settings.setProperty("jdbc_stream_results", "true");
        return Database.prepared(connect(settings), connection -> connection.setAutoCommit(false));
    }

    @Override
    public Connection connectToWrite() throws SQLException {
        return Database.prepared(connect(new Properties()), connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("set memory_limit = '1GB'");
            }
            connection.setAutoCommit(false);
            createTables(connection, false);
        });
    }

    /** Waits for whoever has the file, as long as the address says: DuckDB itself refuses at once. */
    private Connection connect(Properties settings) throws SQLException {
        long end = System.nanoTime() + address.limits().connectTimeout().toNanos();
        while (true) {
            try {
                return DriverManager.getConnection("jdbc:duckdb:" + address.file(), (Properties) settings.clone());
            } catch (SQLException refused) {
                if (!isHeld(refused)
                        || System.nanoTime() - end >= 0
                        || Thread.currentThread().isInterrupted()) {
                    throw refused;
                }
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Whether another program has the file, or this one for something else: to write where it is to be read, or to read. */
    static boolean isHeld(SQLException refused) {
        String message = String.valueOf(refused.getMessage());
        return message.contains("Could not set lock on file") || message.contains("with a different configuration");
    }
}
