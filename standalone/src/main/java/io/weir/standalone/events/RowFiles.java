package io.weir.standalone.events;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Turns the rows of CSV and Parquet files into JSON lines, in the order of the file, by an embedded DuckDB. */
final class RowFiles {

    private static final String MEMORY_LIMIT = "512MB";

    private final Path file;
    private final FileKind kind;

    RowFiles(Path file, FileKind kind) {
        this.file = file;
        this.kind = kind;
    }

    /**
     * Writes each row as one JSON object; numbers and dates are inferred from the whole of a CSV file.
     *
     * @throws EventSourceException if the file is cut off or is not of its kind
     */
    void copyTo(Path lines) {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute("SET memory_limit = '" + MEMORY_LIMIT + "'");
            statement.execute("SET preserve_insertion_order = true");
            statement.execute("SET temp_directory = " + quoted(lines.resolveSibling("spill")));
            if (kind == FileKind.CSV) {
                checkColumns(statement);
            }
            statement.execute(
                    "COPY (SELECT * FROM " + relation() + ") TO " + quoted(lines) + " (FORMAT json, ARRAY false)");
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private String relation() {
        return kind == FileKind.CSV
                ? "read_csv(" + quoted(file) + ", sample_size = -1)"
                : "read_parquet(" + quoted(file) + ")";
    }

    /** A file that is cut off or irregular is sometimes read as one column of whole lines; its header tells. */
    private void checkColumns(Statement statement) throws SQLException {
        try (ResultSet none = statement.executeQuery("SELECT * FROM " + relation() + " LIMIT 0")) {
            int columns = none.getMetaData().getColumnCount();
            String header = none.getMetaData().getColumnName(1);
            if (columns == 1 && header.matches(".*[,;\\t|].*")) {
                throw broken(CsvFailure.RAGGED, null);
            }
        }
    }

    private EventSourceException failure(SQLException cause) {
        String message = String.valueOf(cause.getMessage());
        if (message.contains("No space left")) {
            return new EventSourceException(
                    file + ": no space is left for its staged rows; free some or move --data-dir to a larger disk",
                    cause);
        }
        return broken(CsvFailure.shorten(message), cause);
    }

    private EventSourceException broken(String reason, @Nullable SQLException cause) {
        return new EventSourceException(
                String.format(
                        "%s: is not whole or not regular %s (%s); get it again or repair it",
                        file, kind.label(), reason),
                cause);
    }

    private static String quoted(Path path) {
        return "'" + path.toAbsolutePath().toString().replace("'", "''") + "'";
    }
}
