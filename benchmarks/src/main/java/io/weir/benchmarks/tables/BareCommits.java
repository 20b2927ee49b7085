package io.weir.benchmarks.tables;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * The least that a commit can be: a head row advanced, a log row and a file row inserted, in one transaction through
 * JDBC with prepared statements. No rules, no conflicts, no HTTP.
 */
public final class BareCommits implements AutoCloseable {

    private final List<Connection> connections = new ArrayList<>();

    /**
     * @param writers how many connections
     * @param tables head rows
     */
    public BareCommits(String url, String username, String password, int writers, int tables) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", username);
        login.setProperty("password", password);
        for (int writer = 0; writer < writers; writer++) {
            connections.add(DriverManager.getConnection(url, login));
        }
        try (Statement statement = connections.get(0).createStatement()) {
            statement.execute("drop table if exists bare_head, bare_log, bare_file");
            statement.execute("create table bare_head (id bigint primary key, version bigint not null)");
            statement.execute(
                    "create table bare_log (id bigint, version bigint, content bytea, primary key (id, version))");
            statement.execute("create table bare_file (id bigint, version bigint, path text, action text,"
                    + " primary key (id, version, path))");
            statement.execute("insert into bare_head select n, 0 from generate_series(0, " + (tables - 1) + ") n");
        }
        for (Connection connection : connections) {
            connection.setAutoCommit(false);
        }
    }

    /** One commit of one file. */
    public void commit(int writer, long table, String path, String action) throws SQLException {
        Connection connection = connections.get(writer);
        long version = advance(connection, table);
        try (PreparedStatement log = connection.prepareStatement("insert into bare_log values (?, ?, ?)");
                PreparedStatement file = connection.prepareStatement("insert into bare_file values (?, ?, ?, ?)")) {
            log.setLong(1, table);
            log.setLong(2, version);
            log.setBytes(3, action.getBytes(StandardCharsets.UTF_8));
            log.executeUpdate();
            file.setLong(1, table);
            file.setLong(2, version);
            file.setString(3, path);
            file.setString(4, action);
            file.executeUpdate();
        }
        connection.commit();
    }

    private static long advance(Connection connection, long table) throws SQLException {
        try (PreparedStatement head = connection.prepareStatement(
                "update bare_head set version = version + 1 where id = ? returning version")) {
            head.setLong(1, table);
            try (var row = head.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : connections) {
            connection.close();
        }
    }
}
