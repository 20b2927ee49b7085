package io.weir.ingest.warehouse;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;

/**
 * What is looked at before a database of MotherDuck is written to, so that a pipeline says at its start what is wrong: a client that
 * MotherDuck does not take, a token that has ended, a database that the token can only read.
 */
final class MotherDuckPreflight {

    /**
     * The newest DuckDB that MotherDuck takes for a client. A later one is refused by it, with words that do not say what to do;
     * the driver of this build is held to it by a test.
     */
    static final ClientVersion NEWEST = new ClientVersion(1, 5, 6);

    private final ClientVersion newest;
    private final InstantSource clock;

    MotherDuckPreflight(ClientVersion newest, InstantSource clock) {
        this.newest = newest;
        this.clock = clock;
    }

    /** By this moment's time, for the clients that MotherDuck takes. */
    static MotherDuckPreflight now() {
        return new MotherDuckPreflight(NEWEST, InstantSource.system());
    }

    /** What can be known without a connection. */
    void beforeConnecting(MotherDuckToken token) throws SQLException {
        token.require(clock.instant());
        ClientVersion client = client();
        if (client.compareTo(newest) > 0) {
            throw new SQLException("this worker has DuckDB " + client + ", and MotherDuck takes clients up to " + newest
                    + "; run a build of Weir with such a client");
        }
    }

    /** The version of the DuckDB in this process. */
    private static ClientVersion client() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            return ClientVersion.parse(connection.getMetaData().getDatabaseProductVersion());
        }
    }

    /** Whether the database that was opened can be written to; changes nothing. */
    static void requireWritable(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(
                        "select readonly from duckdb_databases() where database_name = current_database()")) {
            if (found.next() && found.getBoolean(1)) {
                throw new SQLException(
                        "it can only be read with this token: it is a share, or the token is one for read"
                                + " scaling; give a token of kind read/write of the account that owns the database");
            }
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("begin transaction");
            statement.execute("create schema if not exists weir");
            statement.execute("rollback");
        }
    }
}
