package io.weir.ingest.warehouse;

import io.weir.support.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.duckdb.DuckDBConnection;

/**
 * One DuckDB instance. A file can be open in one process only, and there in one instance, of which each user gets a
 * connection of its own.
 */
public final class Warehouse implements AutoCloseable {

    private final DuckDBConnection root;
    private final Duplication duplication;
    private final DiskRoom room;
    private final WritingThreads threads;
    private final Duration longest;
    private final MergingTurns turns;

    private Warehouse(
            DuckDBConnection root,
            Duplication duplication,
            DiskRoom room,
            WritingThreads threads,
            MergingTurns turns,
            Duration longest) {
        this.turns = turns;
        this.root = root;
        this.duplication = duplication;
        this.room = room;
        this.threads = threads;
        this.longest = longest;
    }

    /** How one more connection to an open instance is got. */
    @FunctionalInterface
    interface Duplication {

        /** The driver's own. */
        Duplication OF_DRIVER = DuckDBConnection::duplicate;

        Connection of(DuckDBConnection open) throws SQLException;
    }

    /**
     * Opens a database file, which is made if it is not there.
     *
     * @throws ProblemException if its path would be more than a path to DuckDB
     * @throws WarehouseHeldException if another process has it open
     */
    public static Warehouse open(Path file, WarehouseLimits limits) throws SQLException {
        return open(file, limits, Duplication.OF_DRIVER);
    }

    /** The same with connections of another making. */
    static Warehouse open(Path file, WarehouseLimits limits, Duplication duplication) throws SQLException {
        requirePathAlone(file);
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            WarehouseConnection connection = WarehouseConnection.local(file.toString(), limits, temporary);
            return open(connection, duplication, temporary, limits, found -> {});
        } catch (SQLException failed) {
            // DuckDB has no error codes.
            boolean held = String.valueOf(failed.getMessage()).contains("Could not set lock on file");
            throw held ? new WarehouseHeldException(file, failed) : failed;
        }
    }

    /** The driver reads settings after a semicolon, and one of them names a file of statements that it runs. */
    private static void requirePathAlone(Path file) {
        if (file.toString().indexOf(';') >= 0) {
            throw ProblemException.invalid(
                    "path", "has a semicolon", file.toString(), "the path of a file without one");
        }
    }

    private static void makeFolder(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException failed) {
            throw new UncheckedIOException("folder of warehouse " + file + " could not be made", failed);
        }
    }

    /** What is looked at before anything is made. */
    interface Check {
        void look(Connection connection) throws SQLException;
    }

    /** Opens a database with all that pipelines keep in it beside their tables, unless a check finds something against it. */
    static Warehouse open(WarehouseConnection connection, Path temporary, WarehouseLimits limits, Check check)
            throws SQLException {
        return open(connection, Duplication.OF_DRIVER, temporary, limits, check);
    }

    private static Warehouse open(
            WarehouseConnection connection,
            Duplication duplication,
            Path temporary,
            WarehouseLimits limits,
            Check check)
            throws SQLException {
        makeFolder(temporary);
        Warehouse warehouse = open(connection, duplication, temporary, limits);
        try {
            check.look(warehouse.root);
            warehouse.execute(ControlTables.STATEMENTS);
            return warehouse;
        } catch (SQLException failed) {
            warehouse.close();
            throw failed;
        }
    }

    /** Opens an instance without a file, for pipelines that only decode in it. */
    public static Warehouse inMemory(WarehouseLimits limits, Path temporary) throws SQLException {
        WarehouseConnection connection = WarehouseConnection.local("", limits, temporary);
        return open(connection, Duplication.OF_DRIVER, temporary, limits);
    }

    /** Opens an instance without a file that leaves the other cores alone and keeps the order of rows. */
    static Warehouse aside(WarehouseLimits limits, Path temporary) throws SQLException {
        Warehouse warehouse = inMemory(limits.onOneThread(), temporary);
        warehouse.execute("set global preserve_insertion_order = true");
        return warehouse;
    }

    private static Warehouse open(
            WarehouseConnection connection, Duplication duplication, Path temporary, WarehouseLimits limits)
            throws SQLException {
        Warehouse warehouse = new Warehouse(
                DriverManager.getConnection(connection.url(), connection.properties())
                        .unwrap(DuckDBConnection.class),
                duplication,
                DiskRoom.beside(temporary),
                connection.isOfFile() ? new WritingThreads(limits.threads()) : WritingThreads.ofOthers(),
                connection.isOfFile()
                        ? MergingTurns.withinProcess()
                        : MergingTurns.amongProcesses(limits.statementTimeout()),
                limits.statementTimeout());
        warehouse.execute(connection.statements().toArray(String[]::new));
        return warehouse;
    }

    /** What its file may grow into. */
    DiskRoom room() {
        return room;
    }

    /** What writes batches. */
    WritingThreads threads() {
        return threads;
    }

    /** What merges into its tables. */
    MergingTurns turns() {
        return turns;
    }

    /** A new connection, whose statements end when they take too long; the caller closes it. */
    public Connection connect() throws SQLException {
        return TimedConnection.of(duplication.of(root), longest);
    }

    /**
     * Whether DuckDB gave it up, as it does when a write fails that must not, such as a checkpoint's on a full disk: it refuses
     * everything from then on. The file is as it was committed, and can be opened again when all connections are closed.
     */
    boolean isGivenUp() {
        try (Statement statement = root.createStatement()) {
            statement.execute("select 1");
            return false;
        } catch (SQLException refused) {
            // DuckDB has no error codes.
            return String.valueOf(refused.getMessage()).contains("database has been invalidated");
        }
    }

    /** Fails unless the tables can be read that pipelines keep beside theirs: not by what is known here of an empty one. */
    void requireAnswer() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("select count(*) from weir.watermark");
        }
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
