package io.weir.metadata.zone;

import static io.weir.metadata.zone.ListedTables.adds;
import static io.weir.metadata.zone.ListedTables.removals;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.metadata.MetadataServer;
import io.weir.metadata.MetadataService;
import io.weir.test.FreePorts;
import io.weir.test.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A replica, a process of its own, is killed while it makes zones, packs them again or drops empty ones: PostgreSQL is at its
 * statement, which comes to its end without it or is broken off with it. Whichever it is, every version lists right on the
 * replica that is left, which does what is missing. It takes half a minute, so it runs where {@code -Dweir.thorough=true} asks
 * for it, as .ci/run does.
 */
@EnabledIfSystemProperty(named = "weir.thorough", matches = "true")
class ZoneKillTest {

    private static final String WAITS = """
            select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
            and query ~ '%s' and pid <> pg_backend_pid()""";

    private static final String BREAK_OFF = """
            select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock' and pid <> pg_backend_pid()""";

    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static MetadataServer server;
    private static ListedTables tables;
    private static Zones zones;

    /** What a replica is killed at. */
    private enum Work {
        MAKING("insert into file_zone", "lock table file_zone in share mode"),
        DROPPING("delete from file_zone", "lock table file_zone in share mode"),
        PACKING("update file_zone set packed_version", """
                select from file_zone where (table_id, after_version, after_file) = (
                    select table_id, after_version, after_file from file_zone
                    where table_id = (select max(table_id) from delta_table)
                    order by after_version, after_file offset 1 limit 1) for update""");

        private final String statement;
        private final String obstacle;

        Work(String statement, String obstacle) {
            this.statement = statement;
            this.obstacle = obstacle;
        }
    }

    @BeforeAll
    static void start() {
        database = TestDatabase.create("metadata");
        server = MetadataServer.start(database, folder, "--weir.metadata.mirror.workers=0");
        server.bean(ZoneWorker.class).stop();
        tables = new ListedTables(server);
        zones = server.bean(Zones.class);
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    @ParameterizedTest
    @CsvSource({"MAKING, true", "MAKING, false", "DROPPING, true", "DROPPING, false", "PACKING, true", "PACKING, false"
    })
    void whateverItIsAt(Work work, boolean brokenOff) throws Exception {
        String table = (work + "_" + brokenOff).toLowerCase(Locale.ROOT);
        tables.create(table);
        tables.post(table, adds("f", 4 * Zones.SIZE + 5).toList());
        if (work != Work.MAKING) {
            assertThat(zones.extend(table)).isEqualTo(4);
            tables.post(
                    table,
                    work == Work.PACKING
                            ? removals("f", Zones.SIZE, Zones.SIZE + 9)
                            : removals("f", Zones.SIZE, 2 * Zones.SIZE));
        }

        killAt(work, brokenOff, table);

        tables.checkChain(table);
        tables.check(table);
        zones.extend(table);
        zones.dropEmpty(table);
        tables.renewAll(table);
        assertThat(tables.zones(table, "true")).isEqualTo(work == Work.DROPPING ? 3 : 4);
        tables.checkChain(table);
        tables.check(table);
    }

    private static void killAt(Work work, boolean brokenOff, String table) throws Exception {
        try (Connection holder = database.dataSource().getConnection();
                Connection looking = database.dataSource().getConnection();
                Statement hold = holder.createStatement();
                Statement look = looking.createStatement()) {
            holder.setAutoCommit(false);
            hold.execute(work.obstacle);
            int port = FreePorts.base();
            Process replica = replica(port, folder.resolve(table));
            try {
                await().atMost(Duration.ofMinutes(2))
                        .pollInterval(Duration.ofMillis(50))
                        .until(() -> lists(port, table) && waits(look, work));
            } finally {
                replica.destroyForcibly().waitFor();
            }
            if (brokenOff) {
                look.execute(BREAK_OFF);
            }
            holder.rollback();
            await().until(() -> idle(look));
        }
    }

    private static boolean waits(Statement look, Work work) throws SQLException {
        return count(look, WAITS.formatted(work.statement)) > 0;
    }

    private static boolean idle(Statement look) throws SQLException {
        return count(look, """
                select count(*) from pg_stat_activity where datname = current_database() and state <> 'idle'
                and query like '%file_zone%' and pid <> pg_backend_pid()""") == 0;
    }

    private static long count(Statement look, String sql) throws SQLException {
        try (var rows = look.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Has the replica list the table, as soon as it can: that tells it what there is to do. */
    private static boolean lists(int port, String table) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/v1/tables/" + table + "/files"))
                .header("Accept", "application/x-ndjson")
                .build();
        try {
            return HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static Process replica(int port, Path home) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                MetadataService.class.getName()));
        command.addAll(List.of(database.arguments()));
        command.addAll(List.of("--server.port=" + port, "--weir.data-dir=" + home, "--weir.metadata.mirror.workers=0"));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        home.resolveSibling(home.getFileName() + ".log").toFile()))
                .start();
    }
}
