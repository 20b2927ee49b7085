package io.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.eventhubs.emulator.EmulatorProcess;
import io.weir.test.FreePorts;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three million real events arrive once each, in less than 2 GB of memory: where {@code -Dweir.thorough=true} asks for it, as
 * .ci/run does.
 */
@EnabledOnOs(OS.LINUX)
@EnabledIfSystemProperty(named = "weir.thorough", matches = "true")
class LargeFileIT {

    private static final long LIMIT = 2L << 30;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Megabytes: some 200 bytes an event. */
    private static final int EMULATOR_HEAP = 2048;

    @TempDir
    Path folder;

    private final int port = FreePorts.base();

    @Test
    void everyFlightIsOneRowOfBothTablesThroughKafka() throws Exception {
        String file = Flights.file().toString();
        String[] command = {"demo", "--once", "--json", "--file", file, "--port", Integer.toString(port)};
        try (WeirProcess demo = WeirProcess.start(Launch.AS_USERS_DO, Map.of(), folder, command)) {
            long peak = 0;
            while (!demo.endedWithin(Duration.ofMillis(200))) {
                peak = Math.max(peak, demo.peakResidentBytes());
            }
            assertThat(demo.exitCode(Duration.ZERO)).as(demo::toString).isZero();
            JsonNode summary = Http.json(demo.output());
            assertThat(summary.get("deltaRows").asLong()).isEqualTo(Flights.COUNT);
            assertThat(summary.get("ok").asBoolean()).isTrue();
            assertThat(peak).isPositive().isLessThan(LIMIT);

            Map<String, Flights.Departures> expected = Flights.ofFile();
            Path warehouse = folder.resolve("demo.duckdb");
            assertThat(Flights.ofWarehouse(
                            warehouse, summary.get("warehouseTable").asText()))
                    .isEqualTo(expected);
            assertThat(Flights.ofDelta(Path.of(summary.get("deltaPath").asText())))
                    .isEqualTo(expected);
        }
    }

    @Test
    void everyFlightIsOneRowThroughAmqp() throws Exception {
        Path lines = Flights.writeLines(folder.resolve("flights.ndjson"));
        Path data = folder.resolve("data");
        try (EmulatorProcess emulator = EmulatorProcess.start("flights", 4, lines, EMULATOR_HEAP);
                WeirProcess weir = WeirProcess.up(Launch.AS_USERS_DO, data, port)) {
            begin(emulator.connectionString(), data);
            call("POST", "/pipelines/flights/drain", "");
            await().atMost(PATIENCE).until(() -> !isRunning());
            JsonNode progress = call("GET", "/pipelines/flights/progress", "");
            assertThat(progress.path("written").asLong()).as(progress::toString).isEqualTo(Flights.COUNT);
            assertThat(weir.peakResidentBytes()).isPositive().isLessThan(LIMIT);
            assertThat(weir.stop()).isEqualTo(143);
        }
        assertThat(Flights.ofWarehouse(data.resolve("flights.duckdb"), "flights"))
                .isEqualTo(Flights.ofFile());
    }

    private void begin(String connectionString, Path data) throws Exception {
        Path secret = Files.writeString(data.resolve("hubs-connection"), connectionString);
        String namespace = connectionString.replaceAll("Endpoint=sb://([^;/]+).*", "$1");
        call("POST", "/stores", """
                {"name": "hubs", "kind": "EVENTHUBS", "properties":
                 {"namespace": "%s", "connectionString": "file:%s"}}""".formatted(namespace, secret));
        call("POST", "/stores", """
                {"name": "warehouse", "kind": "DUCKDB", "properties": {"path": "flights.duckdb"}}""");
        call("POST", "/pipelines", """
                {"name": "flights", "source": {"store": "hubs", "topic": "flights", "startPosition": "EARLIEST"},
                 "target": {"warehouse": {"store": "warehouse", "table": "flights"}}}""");
        call("POST", "/pipelines/flights/start", "");
    }

    /** Answers as soon as all have been committed, by the watermarks, and the pipeline has stopped. */
    private boolean isRunning() throws Exception {
        JsonNode progress = call("GET", "/pipelines/flights/progress?waitMillis=10000&received=" + Flights.COUNT, "");
        return progress.path("received").asLong() < Flights.COUNT
                || !progress.path("state").asText().equals("STOPPED");
    }

    private JsonNode call(String method, String path, String body) throws Exception {
        String address = "http://127.0.0.1:" + port + "/api/v1" + path;
        HttpResponse<String> answer = Http.call(method, address, "application/json", body);
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isBetween(200, 299);
        return Http.json(answer.body());
    }
}
