package io.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.eventhubs.emulator.EmulatedHub;
import io.weir.eventhubs.emulator.EventHubsEmulator;
import io.weir.test.FreePorts;
import io.weir.test.SelfSigned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ran with StreamDuck runs with the same variables, and every event of its hubs is one row, though it is killed. */
class StreamDuckIT {

    private static final int ORDERS = 20_000;
    private static final int RETURNS = 3_000;
    private static final int LATER = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    private final int port = FreePorts.base();

    @Test
    void twoHubsAreTwoTablesThoughItIsKilledAndItsFileChanges() throws Exception {
        try (EventHubsEmulator emulator = EventHubsEmulator.start()) {
            EmulatedHub orders = emulator.hub("orders", 2);
            EmulatedHub returns = emulator.hub("returns", 3);
            orders.produce(ORDERS, index -> "{\"order\":" + index + "}");
            returns.produce(RETURNS, index -> "return " + index);
            Path environment = environment(emulator, 200);
            dryRun(environment);

            try (WeirProcess first = run(environment)) {
                awaitOutput(first, "Running. Ctrl-C stops it.");
                pause("streamduck-returns-");
                first.killAfter(Duration.ZERO);
            }
            orders.produce(LATER, index -> "{\"order\":" + (ORDERS + index) + "}");
            environment(emulator, 1_000);
            try (WeirProcess second = run(environment)) {
                awaitOutput(second, "orders → ingest.orders  RUNNING  20,500 rows, 0 dead letters, 0 to come");
                awaitOutput(second, "returns → ingest.returns  RUNNING  3,000 rows, 0 dead letters, 0 to come");
                stopWatched(second);
                assertThat(second.output()).contains("stopping ingest-worker", "stopping PostgreSQL");
                assertThat(second.toString()).doesNotContain(EventHubsEmulator.KEY);
            }
            lookAtTables();
        }
    }

    /** As StreamDuck's own file is: whoever runs it is known to Azure, here by the managed identity of the machine. */
    @Test
    void withoutAConnectionStringItSignsInAsItselfAndBringsTheNextToken() throws Exception {
        SelfSigned own = SelfSigned.in(folder);
        try (EventHubsEmulator emulator = EventHubsEmulator.start(own.context());
                TokenServer tokens = new TokenServer()) {
            emulator.admitOnly(tokens::gave);
            EmulatedHub orders = emulator.hub("orders", 2);
            emulator.hub("returns", 1);
            orders.produce(RETURNS, index -> "{\"order\":" + index + "}");
            Path environment = withoutConnectionString(emulator);
            Map<String, String> trusting = Map.of(
                    "JDK_JAVA_OPTIONS",
                    "-Djavax.net.ssl.trustStore=" + own.keys() + " -Djavax.net.ssl.trustStorePassword="
                            + SelfSigned.PASSWORD);
            Map<String, String> known = new HashMap<>(trusting);
            known.putAll(tokens.environment());

            String file = environment.toString();
            try (WeirProcess check = WeirProcess.anywhere(known, "check-credentials", "-e", file)) {
                assertThat(check.exitCode(PATIENCE)).as(check::toString).isZero();
                assertThat(check.output()).contains("/orders: 2 partitions, read as $Default");
            }
            String atPort = Integer.toString(port);
            try (WeirProcess running = WeirProcess.start(
                    Launch.BRIEF, known, folder.resolve("data"), "run", "-e", file, "--port", atPort)) {
                awaitOutput(running, "orders → ingest.orders  RUNNING  3,000 rows, 0 dead letters, 0 to come");
                int first = emulator.signIns();
                await().atMost(PATIENCE).until(() -> emulator.signIns() > first);
                orders.produce(LATER, index -> "later " + index);
                awaitOutput(running, "orders → ingest.orders  RUNNING  3,500 rows, 0 dead letters, 0 to come");
                assertThat(running.toString()).doesNotContain(tokens.prefix());
            }
        }
    }

    private Path withoutConnectionString(EventHubsEmulator emulator) throws IOException {
        Path file = environment(emulator, 200);
        String text = Files.readString(file).replaceFirst("EVENTHUB_CONNECTION_STRING=.*\n", "");
        return Files.writeString(file, text + "WEIR_AZURE_IDENTITY_NAMESPACES=" + emulator.namespace() + "\n");
    }

    /** The file may be written while it is read by nobody. */
    private Path environment(EventHubsEmulator emulator, int batch) throws IOException {
        return Files.writeString(folder.resolve("duck.env"), """
                EVENTHUB_NAMESPACE=%s
                EVENTHUB_CONNECTION_STRING="%s"
                EVENTHUBNAME_1=orders
                EVENTHUBNAME_1_CONSUMER_GROUP=$Default
                EVENTHUBNAME_2=returns
                EVENTHUBNAME_2_CONSUMER_GROUP=$Default
                MOTHERDUCK_1_DATABASE=%s
                MOTHERDUCK_1_SCHEMA=ingest
                MOTHERDUCK_1_TABLE=orders
                MOTHERDUCK_1_BATCH=%d
                MOTHERDUCK_2_DATABASE=%s
                MOTHERDUCK_2_SCHEMA=ingest
                MOTHERDUCK_2_TABLE=returns
                TARGET_SCHEMA=control
                MAX_WAIT_TIME=1
                """.formatted(
                        emulator.namespace(), emulator.connectionString(), database(), batch, database()));
    }

    private Path database() {
        return folder.resolve("shop.duckdb");
    }

    private WeirProcess run(Path environment, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("run", "-e", environment.toString(), "--port", "" + port));
        arguments.addAll(List.of(more));
        return WeirProcess.start(folder.resolve("data"), arguments.toArray(String[]::new));
    }

    private static void awaitOutput(WeirProcess weir, String text) {
        await().atMost(PATIENCE).until(() -> weir.output().contains(text) || !weir.isAlive());
        assertThat(weir.toString()).contains(text);
    }

    /** Whoever runs the file again wants it to go on. */
    private void pause(String prefix) throws IOException, InterruptedException {
        try (WeirProcess list = WeirProcess.start(
                        folder.resolve("data"), "pipelines", "list", "--prefix", prefix, "-o", "json");
                WeirProcess pause = WeirProcess.start(
                        folder.resolve("data"), "pipelines", "pause", name(list, prefix), "-o", "json")) {
            assertThat(pause.exitCode(PATIENCE)).as(pause::toString).isZero();
            assertThat(pause.output()).containsPattern("\"state\" ?: ?\"PAUSED\"");
        }
    }

    private static String name(WeirProcess list, String prefix) throws InterruptedException {
        assertThat(list.exitCode(PATIENCE)).as(list::toString).isZero();
        return list.output().replaceAll("(?s).*\"(" + prefix + "[0-9a-f]{8})\".*", "$1");
    }

    private void dryRun(Path environment) throws IOException, InterruptedException {
        try (WeirProcess dry = run(environment, "--dry-run")) {
            assertThat(dry.exitCode(PATIENCE)).as(dry::toString).isZero();
            assertThat(dry.output())
                    .contains("orders → ingest.orders  100 events read, 100 would be rows, 0 dead letters")
                    // The first events of whichever partition answers first.
                    .containsPattern("\\{\"order\":[01]}")
                    .containsPattern("return [0-2]\\R")
                    .contains("Nothing was written.");
            assertThat(database()).doesNotExist();
            assertThat(folder.resolve("data")).doesNotExist();
        }
    }

    /** The monitor is closed last: closing one takes the folder's server down. */
    private void stopWatched(WeirProcess running) throws IOException, InterruptedException {
        try (WeirProcess monitor =
                WeirProcess.start(folder.resolve("data"), "monitor", "--times", "2", "--every", "1")) {
            assertThat(monitor.exitCode(PATIENCE)).as(monitor::toString).isZero();
            assertThat(monitor.output())
                    .containsPattern("(?m)^PIPELINE +STATE +EVENTS/S +LAG +BEHIND +ROWS +DEAD LETTERS$")
                    .containsPattern("(?m)^streamduck-orders-[0-9a-f]{8} +RUNNING +- +0 +0 s +20,500 +0")
                    .containsPattern("(?m)^streamduck-returns-[0-9a-f]{8} +RUNNING +0 +0 +0 s +3,000 +0");
            assertThat(running.stop()).isEqualTo(143);
        }
    }

    private void lookAtTables() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + database())) {
            assertThat(ask(
                            connection,
                            "select string_agg(column_name, ',' order by column_index) from duckdb_columns()"
                                    + " where schema_name = 'ingest' and table_name = 'orders'"))
                    .isEqualTo("event_body,partition_id,sequence_number,enqueued_time,properties,system_properties,"
                            + "ingestion_timestamp");
            assertThat(ask(
                            connection,
                            "select count(*) || ' ' || count(distinct event_body)"
                                    + " || ' ' || count(distinct (partition_id, sequence_number)) from ingest.orders"))
                    .isEqualTo("20500 20500 20500");
            assertThat(ask(connection, "select count(*) || ' ' || count(distinct event_body) from ingest.returns"))
                    .isEqualTo("3000 3000");
            assertThat(ask(
                            connection,
                            "select string_agg(eventhub || ' ' || target_table || ' ' || events, ', ' order by eventhub)"
                                    + " from (select eventhub, target_table, sum(waterlevel + 1) as events"
                                    + " from control.ingestion_status group by all)"))
                    .isEqualTo("orders orders 20500, returns returns 3000");
        }
    }

    private static String ask(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
