package io.weir.ingest.warehouse;

import io.weir.ingest.decode.Sql;
import io.weir.support.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.duckdb.DuckDBConnection;

/**
 * One DuckDB instance. A file can be open in one process only, and there in one instance, of which each user gets a
 * connection of its own.
 */
public final class Warehouse implements AutoCloseable {

    /**
     * Of files that are made here; others stay as they are. From this version on, DuckDB compresses texts in one pass in
     * place of two, to half the size and a third faster. DuckDB 1.3 of May 2025 and all later ones read it.
     */
    private static final String STORAGE_VERSION = "v1.3.0";

    private final DuckDBConnection root;
    private final DiskRoom room;

    private Warehouse(DuckDBConnection root, DiskRoom room) {
        this.root = root;
        this.room = room;
    }

    /**
     * Opens a database file, which is made if it is not there.
     *
     * @throws ProblemException if its path would be more than a path to DuckDB
     */
    public static Warehouse open(Path file, WarehouseLimits limits) throws SQLException {
        requirePathAlone(file);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException failed) {
            throw new UncheckedIOException("folder of warehouse " + file + " could not be made", failed);
        }
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        Warehouse warehouse = open("jdbc:duckdb:" + file, limits, temporary);
        warehouse.execute(ControlTables.STATEMENTS);
        return warehouse;
    }

    /** The driver reads settings after a semicolon, and one of them names a file of statements that it runs. */
    private static void requirePathAlone(Path file) {
        if (file.toString().indexOf(';') >= 0) {
            throw ProblemException.invalid(
                    "path", "has a semicolon", file.toString(), "the path of a file without one");
        }
    }

    /** Opens an instance without a file, for pipelines that only decode in it. */
    public static Warehouse inMemory(WarehouseLimits limits, Path temporary) throws SQLException {
        return open("jdbc:duckdb:", limits, temporary);
    }

    private static Warehouse open(String url, WarehouseLimits limits, Path temporary) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("storage_compatibility_version", STORAGE_VERSION);
        Warehouse warehouse = new Warehouse(
                DriverManager.getConnection(url, settings).unwrap(DuckDBConnection.class), DiskRoom.beside(temporary));
        warehouse.execute(
                "set global memory_limit = " + Sql.text(limits.memory()),
                "set global threads = " + limits.threads(),
                "set global wal_autocheckpoint = " + Sql.text(limits.checkpointAt()),
                "set global temp_directory = "
                        + Sql.text(temporary.toAbsolutePath().toString()),
                // The order of rows is no promise of a table, and keeping it costs memory and a core.
                "set global preserve_insertion_order = false",
                // A thread that compresses what it has gathered only at its end lets the others wait for it.
                "set global write_buffer_row_group_count = 1");
        return warehouse;
    }

    /** What its file may grow into. */
    DiskRoom room() {
        return room;
    }

    /** A new connection; the caller closes it. */
    public Connection connect() throws SQLException {
        return root.duplicate();
    }

    private void execute(String... statements) throws SQLException {
        try (Statement statement = root.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        root.close();
    }
}
