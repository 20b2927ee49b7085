package io.weir.benchmarks.load;

import io.weir.benchmarks.measure.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * DuckDB alone: {@code read_ndjson} with the columns given, into a new table of a new database file, until it is committed.
 *
 * <p>No broker, no watermark, no schema to find: the most that the same bytes can give on the same machine.
 */
public final class BareLoad implements Trial {

    /** The same as that of our warehouses, which is the faster one. */
    private static final String STORAGE_VERSION = "v1.3.0";

    private final String name;
    private final List<Path> files;
    private final Path database;
    private final int threads;
    private final boolean checkpoint;
    private final long events;
    private final String columns;

    /**
     * @param files newline-delimited JSON
     * @param database file to be made, and removed again
     * @param checkpoint whether the data must be in the database file itself, not only in its log
     * @param events rows that must come out
     */
    public BareLoad(String name, List<Path> files, Path database, int threads, boolean checkpoint, long events)
            throws SQLException {
        this.name = name;
        this.files = List.copyOf(files);
        this.database = database;
        this.threads = threads;
        this.checkpoint = checkpoint;
        this.events = events;
        this.columns = columns();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double run() throws SQLException, IOException {
        remove();
        Properties settings = new Properties();
        settings.setProperty("storage_compatibility_version", STORAGE_VERSION);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + database, settings);
                Statement statement = connection.createStatement()) {
            statement.execute("SET threads = " + threads);
            long begin = System.nanoTime();
            statement.execute(
                    "CREATE TABLE events AS SELECT * FROM read_ndjson(" + list() + ", columns = " + columns + ")");
            if (checkpoint) {
                statement.execute("CHECKPOINT");
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            requireAll(statement);
            return seconds;
        } finally {
            remove();
        }
    }

    private void requireAll(Statement statement) throws SQLException {
        try (ResultSet count = statement.executeQuery("SELECT count(*) FROM events")) {
            count.next();
            if (count.getLong(1) != events) {
                throw new IllegalStateException(
                        name + " loaded " + count.getLong(1) + " of " + events + " events: the comparison is void");
            }
        }
    }

    /** Found once, outside of what is measured. */
    private String columns() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "DESCRIBE SELECT * FROM read_ndjson(" + list() + ", sample_size = 100000)")) {
            StringBuilder found = new StringBuilder("{");
            while (rows.next()) {
                found.append(found.length() == 1 ? "" : ", ");
                found.append(quoted(rows.getString(1))).append(": ").append(quoted(rows.getString(2)));
            }
            return found.append('}').toString();
        }
    }

    private String list() {
        return files.stream().map(file -> quoted(file.toString())).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private void remove() throws IOException {
        Files.deleteIfExists(database);
        Files.deleteIfExists(Path.of(database + ".wal"));
    }
}
