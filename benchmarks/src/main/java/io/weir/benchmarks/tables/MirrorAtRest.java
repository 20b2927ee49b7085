package io.weir.benchmarks.tables;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits until the mirror has written all that there is, so that nobody's measurement pays for another's commits. */
final class MirrorAtRest implements AutoCloseable {

    private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final String BEHIND = """
            select exists (select from delta_table t join table_mirror m on m.table_id = t.table_id
                           where t.dropped_at is null and m.published_version < t.head_version)""";

    private final Connection connection;

    MirrorAtRest(String url, String username, String password) throws SQLException {
        this.connection = DriverManager.getConnection(url, username, password);
    }

    void await() throws SQLException {
        while (isBehind()) {
            LockSupport.parkNanos(BETWEEN_LOOKS);
        }
    }

    private boolean isBehind() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(BEHIND)) {
            row.next();
            return row.getBoolean(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
