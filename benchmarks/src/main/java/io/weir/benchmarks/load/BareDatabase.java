package io.weir.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** A new database in a file that is gone afterwards. */
record BareDatabase(Path file, int threads) {

    /** The same as that of our warehouses, which is the faster one. */
    private static final String STORAGE_VERSION = "v1.3.0";

    /** What is measured. */
    interface Work {
        void run(Statement statement) throws SQLException;
    }

    /**
     * Seconds that a piece of work takes.
     *
     * @param prepare what is done before, and does not count
     * @param rows that must be in the table {@code events} then
     */
    double measure(String name, Work prepare, Work work, long rows) throws SQLException, IOException {
        remove();
        Properties settings = new Properties();
        settings.setProperty("storage_compatibility_version", STORAGE_VERSION);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file, settings);
                Statement statement = connection.createStatement()) {
            statement.execute("SET threads = " + threads);
            prepare.run(statement);
            long begin = System.nanoTime();
            work.run(statement);
            double seconds = (System.nanoTime() - begin) / 1e9;
            requireAll(name, statement, rows);
            return seconds;
        } finally {
            remove();
        }
    }

    private static void requireAll(String name, Statement statement, long rows) throws SQLException {
        try (ResultSet count = statement.executeQuery("SELECT count(*) FROM events")) {
            count.next();
            if (count.getLong(1) != rows) {
                throw new IllegalStateException(
                        name + " loaded " + count.getLong(1) + " of " + rows + " events: the comparison is void");
            }
        }
    }

    private void remove() throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(Path.of(file + ".wal"));
    }
}
