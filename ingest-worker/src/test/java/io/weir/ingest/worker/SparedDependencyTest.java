package io.weir.ingest.worker;

import static io.weir.ingest.avro.AvroRecords.numbered;
import static io.weir.ingest.avro.AvroRecords.record;
import static io.weir.ingest.avro.AvroRecords.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.weir.ingest.IngestPlatform;
import io.weir.ingest.Topic;
import io.weir.ingest.avro.http.Registry;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many pipelines that need one registry of schemas, and others that need none, while it is away. */
class SparedDependencyTest extends WorkerTest {

    private static final int RECORDS = 40;
    private static final int PIPELINES = 6;

    /** Three seconds, less what chance takes of them. */
    private static final long SHORTEST_PAUSE_MILLIS = 2_000;

    private static final String AVRO = "\"format\": \"AVRO\", \"avro\": {\"registry\": \"registry\"}";
    private static final Schema ORDER =
            schema("{\"type\":\"record\",\"name\":\"Order\",\"fields\":[{\"name\":\"id\",\"type\":\"long\"}]}");

    @TempDir
    static Path folder;

    private Registry registry;

    @BeforeAll
    static void startAnother() {
        platform = platform.beside(folder);
        worker = platform.start(
                "--weir.ingest.dependencies.first-pause=3s", "--weir.ingest.dependencies.longest-pause=3s");
    }

    @AfterAll
    static void stopIt() {
        platform.close();
    }

    @BeforeEach
    void start() throws IOException {
        registry = new Registry();
        IngestPlatform.registry(registry.address());
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private static double state(String state) {
        return worker.getBean(MeterRegistry.class)
                .get("resilience4j.circuitbreaker.state")
                .tags("name", "store registry", "state", state)
                .gauge()
                .value();
    }

    @Test
    void allWaitForItTogetherSayUntilWhenAndGoOnWithEachRecordOnce() throws SQLException {
        registry.register(1, ORDER.toString());
        registry.fail(503);
        List<String> waiting = new ArrayList<>();
        for (int i = 0; i < PIPELINES; i++) {
            Topic topic = new Topic(broker, 2);
            topic.produceBytes(RECORDS, index -> numbered(1, record(ORDER, order -> order.put("id", (long) index))));
            waiting.add(begin(topic, AVRO));
        }
        for (String name : waiting) {
            await().until(() -> String.valueOf(failure(name))
                    .matches("schema registry registry at .* is not asked: store registry did not answer lately, and is"
                            + " called again at 20.*Z \\(it answers with status 503\\)"));
        }
        long began = System.nanoTime();
        int asked = registry.requests();
        Topic other = new Topic(broker, 2);
        other.produce(RECORDS, index -> "{\"id\":" + index + "}");
        String unconcerned = begin(other, "\"format\": \"JSON\"");

        awaitReceived(unconcerned, RECORDS);
        await().until(() -> registry.requests() >= asked + 2);
        // One call in each pause, whatever the number of those who wait.
        int trials = registry.requests() - asked;
        long pauses = (System.nanoTime() - began) / 1_000_000 / SHORTEST_PAUSE_MILLIS;
        assertThat(trials).isLessThanOrEqualTo((int) pauses + 1);
        await().until(() -> state("open") == 1);
        registry.fail(0);

        for (String name : waiting) {
            awaitReceived(name, RECORDS);
            drain(name);
            assertThat(failure(name)).isNull();
            assertThat(inLake(name, "select count(*), count(distinct id), sum(id)"))
                    .containsExactly(RECORDS + "|" + RECORDS + "|" + RECORDS * (RECORDS - 1) / 2);
        }
        assertThat(state("closed")).isOne();
        drain(unconcerned);
    }
}
