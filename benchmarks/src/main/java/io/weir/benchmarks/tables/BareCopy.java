package io.weir.benchmarks.tables;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** The rows of a version's files, copied into a table with the same columns and indexes, and committed. */
public final class BareCopy implements AutoCloseable {

    private static final String COLUMNS =
            "(table_id, added_version, path, deletion_vector, size, row_count, data_change,"
                    + " partition_values, add_action, lows, highs, without_nulls, nulls_only)";

    private static final int BUFFER = 1 << 16;

    private final Connection connection;
    private final CopyManager copies;
    private byte[] rows = {};

    /** Logs in as the service does. */
    public BareCopy(String url, String username, String password) throws SQLException {
        this.connection = DriverManager.getConnection(url, username, password);
        this.copies = connection.unwrap(PGConnection.class).getCopyAPI();
        try (Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists bare_data_file");
            statement.execute("create table bare_data_file (like data_file including all)");
        }
    }

    /** Takes the rows of a table's version into memory. */
    public void take(String table, long version) throws SQLException, IOException {
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        copies.copyOut(
                "copy (select " + COLUMNS.substring(1, COLUMNS.length() - 1) + " from data_file where added_version = "
                        + version + " and table_id = (select table_id from delta_table where name = '" + table
                        + "')) to stdout (format binary)",
                taken);
        rows = taken.toByteArray();
    }

    /** Copies them into the empty table; seconds. */
    public double copy() throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("truncate bare_data_file");
        }
        long begin = System.nanoTime();
        copies.copyIn(
                "copy bare_data_file " + COLUMNS + " from stdin (format binary)",
                new ByteArrayInputStream(rows),
                BUFFER);
        return (System.nanoTime() - begin) / 1e9;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
