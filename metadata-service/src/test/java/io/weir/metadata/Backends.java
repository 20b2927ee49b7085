package io.weir.metadata;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** What a database's other sessions are at, seen from one of its own. */
public final class Backends implements AutoCloseable {

    private static final String OTHERS =
            " from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";

    private final Connection connection;

    public Backends(DataSource database) throws SQLException {
        connection = database.getConnection();
    }

    /** Whether one waits for a lock, with a statement that has this text. */
    public boolean isWaiting(String statement) throws SQLException {
        return count("wait_event_type = 'Lock' and query like '%" + statement + "%'") > 0;
    }

    /** Whether none is at a statement that has this text, or holds what it came to. */
    public boolean isIdle(String statement) throws SQLException {
        return count("state <> 'idle' and query like '%" + statement + "%'") == 0;
    }

    /** Ends those that wait for a lock. */
    public void breakOff() throws SQLException {
        try (Statement end = connection.createStatement()) {
            end.execute("select pg_terminate_backend(pid)" + OTHERS + " and wait_event_type = 'Lock'");
        }
    }

    /** Ends those that hold a transaction and ask nothing, as where PostgreSQL loses a replica that waits for something else. */
    public void breakOffIdle() throws SQLException {
        try (Statement end = connection.createStatement()) {
            end.execute("select pg_terminate_backend(pid)" + OTHERS + " and state = 'idle in transaction'");
        }
    }

    private long count(String condition) throws SQLException {
        try (Statement look = connection.createStatement();
                ResultSet row = look.executeQuery("select count(*)" + OTHERS + " and " + condition)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
