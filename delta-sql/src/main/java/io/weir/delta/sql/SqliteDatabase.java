package io.weir.delta.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** A file of SQLite. */
final class SqliteDatabase implements Database {

    /** Not to create the file; to write all the same, for what a killed writer began is undone by who comes next. */
    private static final String EXISTING = "2";

    private static final String CREATING = "6";

    private final FileAddress address;

    SqliteDatabase(FileAddress address) {
        this.address = address;
    }

    @Override
    public Connection connectToRead() throws SQLException {
        return Database.prepared(connect(EXISTING, "DEFERRED"), connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("pragma query_only = on");
            }
            connection.setAutoCommit(false);
        });
    }

    @Override
    public Connection connectToWrite() throws SQLException {
        return Database.prepared(connect(CREATING, "IMMEDIATE"), connection -> {
            connection.setAutoCommit(false);
            createTables(connection, true);
        });
    }

    private Connection connect(String mode, String transaction) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("open_mode", mode);
        settings.setProperty("transaction_mode", transaction);
        settings.setProperty(
                "busy_timeout", Long.toString(address.limits().connectTimeout().toMillis()));
        return DriverManager.getConnection("jdbc:sqlite:" + address.file(), settings);
    }
}
