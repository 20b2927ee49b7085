package io.weir.test;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * A PostgreSQL that archives its log, as docs/operations/backup.md asks for: a backup of it and the archive bring any moment since
 * back. The backup is made by the functions that {@code pg_basebackup} calls, too, which is not among the embedded programs.
 */
public final class ArchivedPostgres implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String SCHEMA = "metadata";
    private static final String PASSWORD = "restored-with-the-rest";

    private final Path folder;
    private EmbeddedPostgres server;

    /** Starts it on an empty database with the service's role and schema. */
    public ArchivedPostgres(Path folder) throws IOException, SQLException {
        this.folder = folder;
        Files.createDirectory(archive());
        server = TestPostgres.builder()
                .setDataDirectory(folder.resolve("cluster"))
                // By default the embedded one does without what only a crash, or a restore, needs.
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("archive_mode", "on")
                .start();
        // Only here: what holds blanks does not get through the command that starts the server.
        execute(
                "alter system set archive_command = 'cp %p " + archive() + "/%f'",
                "select pg_reload_conf()",
                "create role weir_metadata login password '" + PASSWORD + "'",
                "create schema " + SCHEMA + " authorization weir_metadata",
                "alter role weir_metadata set search_path = " + SCHEMA,
                "grant create, temporary on database postgres to weir_metadata");
    }

    private Path archive() {
        return folder.resolve("archive");
    }

    /** Command line arguments that point the service at it. */
    public String[] arguments() {
        return new String[] {
            "--spring.datasource.url=jdbc:postgresql://localhost:" + server.getPort() + "/postgres",
            "--spring.datasource.username=weir_metadata",
            "--spring.datasource.password=" + PASSWORD,
            "--spring.datasource.hikari.schema=" + SCHEMA,
            "--spring.flyway.default-schema=" + SCHEMA,
            "--spring.flyway.schemas=" + SCHEMA
        };
    }

    /** Copies the files of the running server, which need not fit one another: its log mends that. */
    public void backUp() throws IOException, SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_backup_start('test', true)");
            copy(folder.resolve("cluster"), base());
            try (ResultSet label = statement.executeQuery("select labelfile from pg_backup_stop()")) {
                label.next();
                Files.writeString(base().resolve("backup_label"), label.getString(1));
            }
        }
    }

    private Path base() {
        return folder.resolve("base");
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (isBackedUp(from.relativize(file))) {
                    try {
                        Files.copy(file, to.resolve(from.relativize(file)));
                    } catch (NoSuchFileException gone) {
                        // The server deletes files meanwhile, and its log tells of it.
                        return FileVisitResult.CONTINUE;
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failed) throws IOException {
                if (failed instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failed;
            }
        });
        Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwx------"));
    }

    /** The log comes from the archive. */
    private static boolean isBackedUp(Path file) {
        String name = file.getFileName().toString();
        return !file.startsWith("pg_wal") && !name.startsWith("postmaster.") && !name.startsWith("epg-lock");
    }

    /** The moment, as the server has it. */
    public String now() throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet now = statement.executeQuery("select clock_timestamp()::text")) {
            now.next();
            return now.getString(1);
        }
    }

    /** Destroys it, and brings the copy back as it was at a moment, by what was archived since. */
    public void restoreAt(String moment) throws IOException, SQLException {
        archiveAll();
        server.close();
        Files.createFile(base().resolve("recovery.signal"));
        String recovery = """
                restore_command = 'cp %s/%%f %%p'
                recovery_target_time = '%s'
                recovery_target_action = 'promote'
                """.formatted(archive(), moment);
        Files.writeString(base().resolve("postgresql.auto.conf"), recovery, StandardOpenOption.APPEND);
        server = TestPostgres.builder()
                .setDataDirectory(base())
                .setCleanDataDirectory(false)
                .start();
        Awaitility.await().atMost(PATIENCE).until(() -> !isRecovering());
    }

    private boolean isRecovering() throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select pg_is_in_recovery()")) {
            found.next();
            return found.getBoolean(1);
        }
    }

    /** Has the log up to here archived, as it is by itself every so often. */
    private void archiveAll() throws SQLException {
        String last;
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select pg_walfile_name(pg_switch_wal())")) {
            found.next();
            last = found.getString(1);
        }
        Awaitility.await().atMost(PATIENCE).until(() -> Files.exists(archive().resolve(last)) && isArchived(last));
    }

    private boolean isArchived(String segment) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery("select last_archived_wal >= '" + segment + "' from pg_stat_archiver")) {
            found.next();
            return found.getBoolean(1);
        }
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(statements)) {
                statement.execute(sql);
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
