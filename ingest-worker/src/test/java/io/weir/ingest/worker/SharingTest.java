package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.weir.ingest.Topic;
import io.weir.ingest.pipeline.PipelineSource;
import io.weir.ingest.pipeline.PipelineTarget;
import io.weir.ingest.pipeline.PipelineTarget.WarehouseTarget;
import io.weir.ingest.progress.PartitionProgress;
import io.weir.ingest.progress.PipelineProgress;
import io.weir.ingest.progress.ProgressReports;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** Two workers that have one pipeline between them; those of one process may share a file. */
class SharingTest extends WorkerTest {

    @Test
    void bothTakePartitionsOfOneTopicAndBothTellHowFarTheWholeIs() throws SQLException {
        Topic topic = new Topic(broker, 4);
        AtomicInteger next = new AtomicInteger();
        String name = create(topic);
        service().start(name);
        produce(topic, next);
        awaitReceived(name, next.get());

        try (ConfigurableApplicationContext other = platform.start()) {
            await().atMost(Duration.ofMinutes(2)).until(() -> {
                double here = rows(worker, name);
                produce(topic, next);
                awaitReceived(name, next.get());
                return rows(other, name) > 0 && rows(worker, name) > here;
            });
            PipelineProgress told = other.getBean(ProgressReports.class).of(name);
            assertThat(told.received()).isEqualTo(next.get());
            assertThat(told.partitions()).hasSize(4).allMatch(partition -> partition.lag() == 0);
            assertThat(told.partitions())
                    .extracting(PartitionProgress::endOffset)
                    .containsOnly(next.get() / 4L);
        }
        produce(topic, next);
        awaitReceived(name, next.get());
        drain(name);

        assertThat(inLake(name, "select count(*), count(distinct id), max(id)"))
                .containsExactly(next.get() + "|" + next.get() + "|" + (next.get() - 1));
    }

    /** Each has partitions whose end no watermark gets to: before it there is no record that is wanted, or a transaction's marker. */
    @Test
    void whoDrainsTakesTheWordOfTheOtherForWhatEndsWithNoRecord() throws Exception {
        Topic topic = new Topic(broker, 4);
        AtomicInteger next = new AtomicInteger();
        produce(topic, next);
        String fromNowOn = create(
                topic,
                PipelineSource.StartPosition.LATEST,
                table -> new PipelineTarget(new WarehouseTarget("lake", table), null));
        produceInTransaction(topic);
        String all = create(topic);
        service().start(fromNowOn);
        service().start(all);
        awaitReceived(all, 104);

        try (ConfigurableApplicationContext other = platform.start()) {
            for (String name : List.of(fromNowOn, all)) {
                await().atMost(Duration.ofMinutes(2))
                        .until(() -> partitions(other, name) > 0 && partitions(worker, name) > 0);
            }
            // Each knows by itself of its own partitions only.
            for (ConfigurableApplicationContext asked : List.of(worker, other)) {
                await().untilAsserted(() -> assertThat(
                                asked.getBean(ProgressReports.class).of(all).partitions())
                        .hasSize(4)
                        .allMatch(partition -> partition.lag() == 0));
            }
            for (String name : List.of(fromNowOn, all)) {
                drain(name);
            }
        }
        assertThat(inLake(all, "select count(*), count(distinct id)")).containsExactly("104|104");
    }

    private static int partitions(ConfigurableApplicationContext of, String pipeline) {
        return of.getBean(PipelineWorkers.class)
                .runner(pipeline)
                .map(runner -> runner.read().size())
                .orElse(0);
    }

    /** One record in each of four partitions, and the marker after it. */
    private static void produceInTransaction(Topic topic) {
        try (KafkaProducer<byte[], byte[]> producer = topic.transactional()) {
            producer.initTransactions();
            producer.beginTransaction();
            for (int partition = 0; partition < 4; partition++) {
                byte[] payload = ("{\"id\":" + (100 + partition) + "}").getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>(topic.name(), partition, null, payload));
            }
            producer.commitTransaction();
        }
    }

    /** They know of keys by one memory, which they change in turns; a key comes in several partitions. */
    @ParameterizedTest
    @ValueSource(
            strings = {"\"warehouse\": {\"store\": \"lake\", \"table\": \"%s\"}", "\"delta\": {\"table\": \"%s\"}"})
    void whatOneOfThemHasSeenTheOtherLeavesOut(String target) throws Exception {
        Topic topic = new Topic(broker, 4);
        String name = "p" + UUID.randomUUID().toString().substring(0, 8);
        String definition = """
                {"name": "%s", "source": {"store": "broker", "topic": "%s"}, "target": {%s}, "batch": {"maxWaitMillis": 100},
                 "columns": [{"name": "id", "type": "BIGINT"}, {"name": "at", "type": "TIMESTAMP"}],
                 "dedupe": {"keys": ["id"], "time": "at", "horizonMillis": 86400000}}""".formatted(name, topic.name(), target.formatted(name));
        HttpResponse<String> created = post("/api/v1/pipelines", "create-" + name, definition);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        AtomicInteger next = new AtomicInteger();
        service().start(name);
        produceTwice(topic, next);
        awaitReceived(name, next.get());

        try (ConfigurableApplicationContext other = platform.start()) {
            await().atMost(Duration.ofMinutes(2)).until(() -> {
                double here = rows(worker, name);
                produceTwice(topic, next);
                awaitReceived(name, next.get());
                return rows(other, name) > 0 && rows(worker, name) > here;
            });
        }
        produceTwice(topic, next);
        awaitReceived(name, next.get());
        drain(name);

        String found = target.contains("delta")
                ? select(name, "count(*) || '|' || count(distinct id)")
                : inLake(name, "select count(*), count(distinct id)").get(0);
        assertThat(found).isEqualTo(next.get() / 2 + "|" + next.get() / 2);
    }

    /** Each key once in the first half, and once in the second: in two partitions at least. */
    private static void produceTwice(Topic topic, AtomicInteger next) {
        int first = next.getAndAdd(100);
        topic.produce(100, index -> "{\"id\":" + (first + index % 50) + ",\"at\":\"2026-01-01 00:00:00\"}");
    }

    private static void produce(Topic topic, AtomicInteger next) {
        int first = next.getAndAdd(100);
        topic.produce(100, index -> "{\"id\":" + (first + index) + "}");
    }

    private static double rows(ConfigurableApplicationContext of, String pipeline) {
        return of.getBean(MeterRegistry.class)
                .counter("weir.ingest.rows", "pipeline", pipeline)
                .count();
    }
}
