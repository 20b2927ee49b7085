package io.weir.standalone.soak;

import io.weir.delta.action.AddFile;
import io.weir.delta.kernel.KernelTable;
import io.weir.standalone.cli.CommandFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Reads the tables themselves, when the platform is down: the DuckDB file, and Delta from the mirror alone. */
final class Evidence {

    private static final int FILES_AT_ONCE = 500;

    private final Path warehouse;
    private final String deltaPath;
    private final String name;

    /**
     * @param deltaPath the folder that the mirror is in
     * @param name of the pipeline and its tables
     */
    Evidence(Path warehouse, String deltaPath, String name) {
        this.warehouse = warehouse;
        this.name = name;
        this.deltaPath = deltaPath;
    }

    Sightings warehouseRows() {
        return inWarehouse("SELECT part, number FROM \"" + name + "\"");
    }

    Sightings letters() {
        return inWarehouse("SELECT \"partition\", sequence FROM weir.dead_letter WHERE pipeline = '" + name + "'");
    }

    /** Kernel says which files are live; their rows are read as they are. */
    Sightings deltaRows() {
        List<String> files =
                KernelTable.open(deltaPath).files().stream().map(this::file).toList();
        Sightings sightings = new Sightings();
        for (int from = 0; from < files.size(); from += FILES_AT_ONCE) {
            String some = files.subList(from, Math.min(files.size(), from + FILES_AT_ONCE)).stream()
                    .collect(Collectors.joining(", ", "[", "]"));
            collect("", "SELECT part, number FROM read_parquet(" + some + ")", sightings);
        }
        return sightings;
    }

    private String file(AddFile file) {
        URI relative = URI.create(file.path());
        Path path = relative.isAbsolute() ? Path.of(relative) : Path.of(deltaPath, relative.getPath());
        return "'" + path.toString().replace("'", "''") + "'";
    }

    /** Versions up to {@code head} without a commit file. */
    List<Long> missingVersions(long head) {
        Path log = Path.of(deltaPath, "_delta_log");
        return LongStream.rangeClosed(0, head)
                .filter(version -> !Files.exists(log.resolve(String.format("%020d.json", version))))
                .boxed()
                .toList();
    }

    /** Where the warehouse's own counts do not add up to the topic's ends, in words. */
    String controlDifferences(long... ends) {
        List<String> differences = new ArrayList<>();
        long[] accounted = new long[ends.length];
        query(
                warehouse.toString(),
                "SELECT \"partition\", written + dead_lettered + filtered FROM weir.watermark WHERE pipeline = '" + name
                        + "'",
                row -> accounted[row.getInt(1)] = row.getLong(2));
        for (int partition = 0; partition < ends.length; partition++) {
            if (accounted[partition] != ends[partition]) {
                differences.add("partition " + partition + ": " + accounted[partition] + " of " + ends[partition]
                        + " accounted for");
            }
        }
        return String.join("; ", differences);
    }

    private Sightings inWarehouse(String sql) {
        Sightings sightings = new Sightings();
        collect(warehouse.toString(), sql, sightings);
        return sightings;
    }

    private static void collect(String database, String sql, Sightings sightings) {
        query(database, sql, row -> sightings.add(row.getInt(1), row.getLong(2)));
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private static void query(String database, String sql, RowReader reader) {
        Properties properties = new Properties();
        properties.setProperty("jdbc_stream_results", "true");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + database, properties);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                reader.read(rows);
            }
        } catch (SQLException e) {
            throw new CommandFailure(
                    "cannot read " + (database.isEmpty() ? "the Delta table" : database) + ": " + e.getMessage(), e);
        }
    }

    /** The only file of that name below the folder of a platform. */
    static Path warehouseFile(Path home) {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(file -> file.endsWith(SoakSetup.WAREHOUSE_FILE))
                    .findFirst()
                    .orElseThrow(() -> new CommandFailure("there is no " + SoakSetup.WAREHOUSE_FILE + " in " + home));
        } catch (IOException e) {
            throw new CommandFailure("cannot look through " + home + ": " + e.getMessage(), e);
        }
    }
}
