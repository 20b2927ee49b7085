package io.weir.delta.sql;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** A schema of PostgreSQL, which must be there. */
final class PostgresDatabase implements Database {

    private final PostgresAddress address;

    PostgresDatabase(PostgresAddress address) {
        this.address = address;
    }

    @Override
    public String prefix() {
        return '"' + address.schema().replace("\"", "\"\"") + "\".";
    }

    @Override
    public Connection connectToRead() throws SQLException {
        return Database.prepared(connect(), connection -> {
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
        });
    }

    @Override
    public Connection connectToWrite() throws SQLException {
        return Database.prepared(connect(), connection -> {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("set lock_timeout = "
                        + address.limits().connectTimeout().toMillis());
            }
            requireFree(connection);
            // Two that create the tables at once would both find them missing.
            lock(connection, address.schema());
            createTables(connection, true);
            connection.commit();
            lock(connection, address.schema() + "/" + address.table());
        });
    }

    /** The services' schemas, as any that a program migrates, are nobody else's to write to. */
    private void requireFree(Connection connection) throws SQLException {
        try (ResultSet history =
                connection.getMetaData().getTables(null, address.schemaPattern(), "flyway_schema_history", null)) {
            if (history.next()) {
                throw new SQLException("the schema belongs to a program that migrates it; name one for exports");
            }
        }
    }

    private static void lock(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 0))")) {
            statement.setString(1, "deltasql/" + name);
            statement.execute();
        }
    }

    private Connection connect() throws SQLException {
        Properties settings = new Properties();
        if (address.user() != null) {
            settings.setProperty("user", address.user());
        }
        if (address.password() != null) {
            settings.setProperty("password", address.password());
        }
        settings.setProperty("sslmode", address.sslMode());
        settings.setProperty(
                "connectTimeout",
                Long.toString(address.limits().connectTimeout().toSeconds()));
        settings.setProperty("ApplicationName", "weir");
        String database = URLEncoder.encode(address.database(), StandardCharsets.UTF_8);
        return DriverManager.getConnection(
                "jdbc:postgresql://" + address.host() + ":" + address.port() + "/" + database, settings);
    }
}
