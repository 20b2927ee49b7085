package io.weir.ingest.source.files;

import io.weir.ingest.decode.Sql;
import io.weir.ingest.source.Attributes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;

/** Rows of Parquet as JSON objects, as DuckDB writes them. */
final class ParquetRows implements FileRows {

    private final Connection connection;
    private final Statement statement;
    private final ResultSet rows;
    private final String name;
    private long row;

    private ParquetRows(Connection connection, Path file, long row) throws SQLException {
        this.connection = connection;
        this.name = file.getFileName().toString();
        this.row = row - 1;
        this.statement = connection.createStatement();
        // One file is read in its own order, as long as DuckDB is told to keep it.
        statement.execute("set preserve_insertion_order = true");
        statement.execute("set TimeZone = 'UTC'");
        statement.execute("set memory_limit = '256MB'");
        this.rows = statement.executeQuery("select to_json(weir_row)::varchar from (from read_parquet("
                + Sql.text(file.toString()) + ", hive_partitioning = false) offset " + row + ") weir_row");
    }

    static FileRows open(Path file, long row) throws IOException {
        try {
            return opened(file, row);
        } catch (SQLException failed) {
            throw unreadable(failed);
        }
    }

    private static ParquetRows opened(Path file, long row) throws SQLException {
        Connection connection = connect();
        try {
            return new ParquetRows(connection, file, row);
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
    }

    private static Connection connect() throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("jdbc_stream_results", "true");
        settings.setProperty("threads", "1");
        return DriverManager.getConnection("jdbc:duckdb:", settings);
    }

    static long count(Path file) throws IOException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery("select coalesce(sum(num_rows), 0)::bigint from parquet_file_metadata("
                                + Sql.text(file.toString()) + ")")) {
            found.next();
            return found.getLong(1);
        } catch (SQLException failed) {
            throw unreadable(failed);
        }
    }

    private static IOException unreadable(SQLException failed) {
        return new IOException(
                String.valueOf(failed.getMessage()).lines().findFirst().orElse(""), failed);
    }

    @Override
    public boolean next() throws IOException {
        try {
            row++;
            return rows.next();
        } catch (SQLException failed) {
            throw unreadable(failed);
        }
    }

    @Override
    public ByteBuffer payload() throws IOException {
        try {
            return ByteBuffer.wrap(rows.getString(1).getBytes(StandardCharsets.UTF_8));
        } catch (SQLException failed) {
            throw unreadable(failed);
        }
    }

    @Override
    public ByteBuffer enveloped() throws IOException {
        return Attributes.of(null, Map.of(), Map.of("file", name, "row", row)).envelop(payload());
    }

    @Override
    public void close() throws IOException {
        try (connection) {
            statement.close();
        } catch (SQLException failed) {
            throw unreadable(failed);
        }
    }
}
