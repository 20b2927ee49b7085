package io.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.eventhubs.emulator.EmulatedHub;
import io.weir.eventhubs.emulator.EventHubsEmulator;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Workers that are processes of their own have two pipelines into Delta tables between them, and are killed and frozen. It takes
 * minutes, so it runs where {@code -Dweir.thorough=true} asks for it, as .ci/run does.
 */
@EnabledIfSystemProperty(named = "weir.thorough", matches = "true")
@ExtendWith(SharedPlatform.class)
class SharedWorkersIT {

    private static final int KAFKA = 4;
    private static final int INGEST = 2;
    private static final int PARTITIONS = 6;
    private static final int AT_ONCE = 60;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final List<String> PIPELINES = List.of("shared-topic", "shared-hub");

    private final SharedPlatform.Addresses platform;

    /** Not the platform's own, in which no secret may be. */
    @TempDir
    private Path folder;

    SharedWorkersIT(SharedPlatform.Addresses platform) {
        this.platform = platform;
    }

    @Test
    void everyEventOfTopicAndHubIsOneRowThoughWorkersDieFreezeAndJoin() throws Exception {
        try (EventHubsEmulator emulator = EventHubsEmulator.start();
                ExtraWorker second = new ExtraWorker(platform, "worker-b");
                ExtraWorker third = new ExtraWorker(platform, "worker-c")) {
            EmulatedHub hub = emulator.hub("shared", PARTITIONS);
            begin(emulator);
            try (Sending sending = new Sending(hub)) {
                awaitRows(pipeline -> ExtraWorker.rows(platform.service(INGEST), pipeline), 0);
                awaitRows(second::rows, 0);
                awaitRows(third::rows, 0);

                second.kill();
                awaitTaken(sending.sent());

                third.signal("STOP");
                awaitTaken(sending.sent());
                third.signal("CONT");

                try (ExtraWorker fourth = new ExtraWorker(platform, "worker-d")) {
                    awaitRows(fourth::rows, 0);
                    for (String pipeline : PIPELINES) {
                        double before = third.rows(pipeline);
                        await().atMost(PATIENCE).until(() -> third.rows(pipeline) > before);
                    }
                    expectEachOnce(sending.end());
                }
            }
        }
    }

    /** Numbers from 0 on to both, until it is told to end. */
    private final class Sending implements AutoCloseable {

        private final ExecutorService thread = Executors.newSingleThreadExecutor();
        private final Future<?> running;
        private volatile boolean ending;
        private volatile int sent;

        Sending(EmulatedHub hub) {
            running = thread.submit(() -> {
                Map<String, Object> settings =
                        Map.of("bootstrap.servers", platform.host() + ":" + (platform.port() + KAFKA));
                try (KafkaProducer<String, String> producer =
                        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
                    while (!ending) {
                        send(producer, hub);
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
                    }
                }
                return null;
            });
        }

        private void send(KafkaProducer<String, String> producer, EmulatedHub hub) throws Exception {
            int first = sent;
            List<Future<?>> confirmed = new ArrayList<>();
            for (int number = first; number < first + AT_ONCE; number++) {
                confirmed.add(producer.send(
                        new ProducerRecord<>("shared", number % PARTITIONS, null, "{\"number\":" + number + "}")));
            }
            for (Future<?> one : confirmed) {
                one.get();
            }
            hub.produce(AT_ONCE, index -> "{\"number\":" + (first + index) + "}");
            sent = first + AT_ONCE;
        }

        int sent() {
            return sent;
        }

        int end() throws Exception {
            ending = true;
            running.get();
            return sent;
        }

        @Override
        public void close() {
            ending = true;
            thread.shutdown();
        }
    }

    private void begin(EventHubsEmulator emulator) throws Exception {
        Path connection = Files.writeString(folder.resolve("connection"), emulator.connectionString());
        post("/stores", """
                {"name": "shared-broker", "kind": "KAFKA", "properties": {"bootstrapServers": "127.0.0.1:%d"}}""".formatted(platform.port() + KAFKA));
        post("/stores", """
                {"name": "shared-hubs", "kind": "EVENTHUBS", "properties":
                 {"namespace": "%s", "connectionString": "file:%s"}}""".formatted(emulator.namespace(), connection));
        post("/stores/shared-broker/topics", "{\"name\": \"shared\", \"partitions\": " + PARTITIONS + "}");
        begin("shared-topic", "shared-broker");
        begin("shared-hub", "shared-hubs");
    }

    private void begin(String pipeline, String store) throws Exception {
        post("/pipelines", """
                {"name": "%s", "source": {"store": "%s", "topic": "shared"}, "batch": {"maxWaitMillis": 200},
                 "target": {"delta": {"table": "%s"}}}""".formatted(pipeline, store, table(pipeline)));
        post("/pipelines/" + pipeline + "/start", "");
    }

    private static String table(String pipeline) {
        return pipeline.replace('-', '_');
    }

    private JsonNode post(String path, String body) throws Exception {
        HttpResponse<String> answer =
                Http.call("POST", platform.gateway() + "/api/v1" + path, "application/json", body);
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isBetween(200, 299);
        return Http.json(answer.body());
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = Http.get(platform.gateway() + "/api/v1" + path);
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
        return Http.json(answer.body());
    }

    private interface Rows {
        double of(String pipeline) throws InterruptedException;
    }

    private static void awaitRows(Rows rows, double more) {
        for (String pipeline : PIPELINES) {
            await().atMost(PATIENCE).until(() -> rows.of(pipeline) > more);
        }
    }

    /** Until all that was sent by now is in the tables, whoever wrote it. */
    private void awaitTaken(int sent) {
        for (String pipeline : PIPELINES) {
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> get("/pipelines/" + pipeline + "/progress")
                                    .path("received")
                                    .asLong()
                            >= sent);
        }
    }

    private void expectEachOnce(int sent) throws Exception {
        for (String pipeline : PIPELINES) {
            post("/pipelines/" + pipeline + "/drain", "");
            await().atMost(PATIENCE)
                    .until(() ->
                            get("/pipelines/" + pipeline).path("state").asText().equals("STOPPED"));
            String table = table(pipeline);
            await().atMost(PATIENCE)
                    .until(() ->
                            get("/tables/" + table + "/mirror").path("backlog").asLong(-1) == 0);
            assertThat(inTable(Path.of(get("/tables/" + table).path("location").asText())))
                    .as(pipeline)
                    .isEqualTo(sent + " rows, " + sent + " numbers from 0 to " + (sent - 1));
        }
    }

    private static String inTable(Path table) throws Exception {
        String sql =
                "select count(*) || ' rows, ' || count(distinct number) || ' numbers from ' || min(number) || ' to '"
                        + " || max(number) from " + MirrorLog.rows(table);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
