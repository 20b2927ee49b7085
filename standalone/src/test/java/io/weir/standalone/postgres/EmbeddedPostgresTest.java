package io.weir.standalone.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.test.FreePorts;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final int port = FreePorts.base();
    private PostgresFolders folders = new PostgresFolders(Path.of(""), Path.of(""), Path.of(""));

    @BeforeEach
    void place(@TempDir Path folder) {
        folders = new PostgresFolders(
                folder.resolve("postgres"), folder.resolve("programs"), folder.resolve("postgres.log"));
    }

    /** As a server's processes do that were in the middle of something when it was killed. */
    @Test
    void startsWhenTheLastProcessOfAServerThatWasKilledHasEnded() throws Exception {
        EmbeddedPostgres killed = EmbeddedPostgres.start(folders, port);
        long backend = write(killed.databaseOf("probe"));
        signal("STOP", backend);
        ProcessHandle server = PostmasterFile.of(folders.cluster()).running().orElseThrow();
        server.destroyForcibly();
        server.onExit().join();

        CompletableFuture<EmbeddedPostgres> starting = CompletableFuture.supplyAsync(this::start);
        try {
            await().atMost(LONG).until(() -> PostgresLog.tellsOfLivingProcesses(folders.log(), 0));
            assertThat(starting).isNotDone();
        } finally {
            signal("CONT", backend);
        }

        try (EmbeddedPostgres next = starting.join()) {
            assertThat(rows(next.databaseOf("probe"))).isEqualTo(1);
        }
        killed.close();
    }

    private EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.start(folders, port);
        } catch (IOException | SQLException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** The connection stays open, and so its process lives. */
    private static long write(ServiceDatabase database) throws SQLException {
        Connection connection = connect(database);
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table kept (id bigint)");
            statement.execute("insert into kept values (1)");
            try (ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static long rows(ServiceDatabase database) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from kept")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static Connection connect(ServiceDatabase database) throws SQLException {
        return DriverManager.getConnection(database.url(), database.username(), database.password());
    }

    private static void signal(String signal, long process) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process)).start();
        assertThat(kill.waitFor()).isZero();
    }
}
