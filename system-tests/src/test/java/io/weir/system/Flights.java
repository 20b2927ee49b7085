package io.weir.system;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;

/** Three million real flights, and what they come to wherever they have arrived. */
final class Flights {

    static final long COUNT = 3_000_000;

    /** Of one airport. {@code rows} is the sum of all rows' hashes: what is lost is not made up for by what came twice. */
    record Departures(long flights, long minutesLate, BigInteger rows) {}

    private Flights() {}

    /** The file with a row a flight; a test that asks for it is skipped where it is missing. */
    static Path file() {
        Path file = Path.of(System.getProperty("weir.shared.data", ""), "events", "flights-3m.parquet");
        Assumptions.assumeTrue(Files.exists(file), "the real data is not here");
        return file;
    }

    /** Writes all of them as JSON, a line each. */
    static Path writeLines(Path lines) throws SQLException {
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute("copy (from '" + file() + "') to '" + lines + "' (format json)");
        }
        return lines;
    }

    static Map<String, Departures> ofFile() throws SQLException {
        return byOrigin("jdbc:duckdb:", "read_parquet('" + file() + "')");
    }

    /** @param database that no process has open */
    static Map<String, Departures> ofWarehouse(Path database, String table) throws SQLException {
        return byOrigin("jdbc:duckdb:" + database, table);
    }

    static Map<String, Departures> ofDelta(Path table) throws SQLException, IOException {
        return byOrigin("jdbc:duckdb:", MirrorLog.rows(table));
    }

    private static Map<String, Departures> byOrigin(String database, String relation) throws SQLException {
        // A date is text in JSON, and so in the tables.
        String sql = "select origin, count(*), sum(delay),"
                + " sum(hash(date::timestamp, delay, distance, destination)) from " + relation + " group by origin";
        Map<String, Departures> departures = new TreeMap<>();
        try (Connection duck = DriverManager.getConnection(database);
                Statement statement = duck.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                departures.put(
                        row.getString(1),
                        new Departures(row.getLong(2), row.getLong(3), new BigInteger(row.getString(4))));
            }
        }
        return departures;
    }
}
