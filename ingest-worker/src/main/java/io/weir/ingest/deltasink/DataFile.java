package io.weir.ingest.deltasink;

import io.weir.ingest.decode.Sql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A Parquet file that is on disk for good, but belongs to a table only when its {@link #add} is committed.
 *
 * @param statistics Delta's, as JSON text
 */
record DataFile(Path path, long bytes, String statistics) {

    /** Writes rows into a new file below {@code folder}; there is none if that fails. */
    static DataFile write(Connection connection, Path folder, NewRows rows, FileLayout layout) throws SQLException {
        Path file = folder.resolve("part-" + UUID.randomUUID() + ".snappy.parquet");
        try {
            Files.createDirectories(folder);
            String statistics = copy(connection, file, rows, layout);
            force(file);
            return new DataFile(file, Files.size(file), statistics);
        } catch (IOException failed) {
            discard(file);
            throw new UncheckedIOException("data file " + file + " could not be written", failed);
        } catch (SQLException failed) {
            discard(file);
            throw failed;
        }
    }

    private static String copy(Connection connection, Path file, NewRows rows, FileLayout layout) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("copy (select " + DeltaProjection.of(rows.columns()) + " from " + rows.relation()
                    + layout.order().clause(rows.columns()) + ") to " + Sql.text(file.toString())
                    + " (format parquet, compression snappy, return_stats)");
            Map<String, Map<String, String>> leaves;
            long count;
            try (ResultSet written = statement.getResultSet()) {
                written.next();
                count = written.getLong("count");
                leaves = leaves(written.getObject("column_statistics"));
            }
            rows.requireAll(count);
            return new DeltaStatistics(leaves, floating(connection, file, leaves), layout.indexed())
                    .of(rows.columns(), count);
        }
    }

    private static FloatingColumns floating(Connection connection, Path file, Map<String, Map<String, String>> leaves)
            throws SQLException {
        return leaves.values().stream().anyMatch(told -> told.containsKey("has_nan"))
                ? FloatingColumns.of(connection, file)
                : FloatingColumns.NONE;
    }

    private static Map<String, Map<String, String>> leaves(Object returned) {
        Map<String, Map<String, String>> leaves = new LinkedHashMap<>();
        ((Map<?, ?>) returned).forEach((name, values) -> {
            Map<String, String> statistics = new LinkedHashMap<>();
            ((Map<?, ?>) values).forEach((key, value) -> statistics.put(String.valueOf(key), String.valueOf(value)));
            leaves.put(String.valueOf(name), statistics);
        });
        return leaves;
    }

    /** A commit must never outlive its files. */
    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    /**
     * The action that makes it part of the table.
     *
     * @param partition values by columns, as Delta writes them
     */
    Map<String, Object> add(Map<String, @Nullable String> partition) {
        return Map.of("add", add(partition, true));
    }

    /**
     * The action of a file whose rows were in others.
     *
     * @param clusteredBy name of who clustered them; null for nobody
     */
    Map<String, Object> rewritten(Map<String, @Nullable String> partition, @Nullable String clusteredBy) {
        Map<String, Object> add = add(partition, false);
        if (clusteredBy != null) {
            add.put("clusteringProvider", clusteredBy);
        }
        return Map.of("add", add);
    }

    private Map<String, Object> add(Map<String, @Nullable String> partition, boolean changesData) {
        Map<String, Object> add = new LinkedHashMap<>();
        add.put("path", path.getFileName().toString());
        add.put("partitionValues", partition);
        add.put("size", bytes);
        add.put("modificationTime", path.toFile().lastModified());
        add.put("dataChange", changesData);
        add.put("stats", statistics);
        return add;
    }

    /** Removes a file that no commit refers to. */
    void discard() {
        discard(path);
    }

    private static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            throw new UncheckedIOException("data file " + file + " could not be removed", failed);
        }
    }
}
