package io.weir.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.lineage.openlineage.EventJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** The platform's own events reach a topic of a real broker, also one that is made only afterwards. */
class ForwardToTopicTest {

    private static final String TOPIC = "openlineage";
    private static final int PARTITIONS = 4;

    @Test
    void eventsOfARunAreInOnePartitionInOrderAndOneThatIsTooLargeStopsNoOther() {
        EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, PARTITIONS);
        broker.brokerProperty("auto.create.topics.enable", "false");
        broker.afterPropertiesSet();
        try (TestService service = start(brokers(broker.getBrokersAsString()))) {
            take(service, TestEvents.run("START", UUID.randomUUID(), "foreign", 0));
            take(service, own("pipeline", 3 << 20));
            take(service, own("pipeline", 10));
            String run = OwnRun.lead(service);
            await().until(() -> count(service, "select max(attempts) from outbox_message") > 0);

            broker.addTopics(TOPIC);
            await().until(() -> count(service, "select count(*) from outbox_message where parked_at is null") == 0);
            List<ConsumerRecord<String, String>> records = records(broker.getBrokersAsString());
            assertThat(records).extracting(ConsumerRecord::key).containsOnly("run:weir/pipeline", "run:weir/load");
            assertThat(ofJob(records, "pipeline")).hasSize(1);
            assertThat(ofJob(records, "load")).allMatch(record -> record.value().contains(run));
            assertThat(ofJob(records, "load"))
                    .extracting(ForwardToTopicTest::type)
                    .containsExactly("START", "OTHER", "COMPLETE");
            assertThat(service.jdbc()
                            .sql("select last_error from outbox_message where parked_at is not null")
                            .query(String.class)
                            .single())
                    .contains("RecordTooLargeException");
        } finally {
            broker.destroy();
        }
    }

    @Test
    void settingsThatCannotWorkAreToldWithoutTheirSecrets() {
        assertThatThrownBy(() -> start())
                .rootCause()
                .hasMessageContaining("kafka.bootstrap-servers must name a broker");
        String broker = brokers("localhost:1");
        assertThatThrownBy(() -> start(broker, "--weir.lineage.forward.url=http://localhost:1/"))
                .rootCause()
                .hasMessageContaining("and not both");
        assertThatThrownBy(() -> start(broker, "--weir.lineage.forward.kafka.security-protocol=SASL"))
                .rootCause()
                .hasMessageContaining("must be one of [PLAINTEXT, SASL_PLAINTEXT, SASL_SSL, SSL]");
        assertThatThrownBy(() -> start(
                        broker,
                        "--weir.lineage.forward.kafka.security-protocol=SASL_SSL",
                        "--weir.lineage.forward.kafka.sasl-mechanism=PLAIN",
                        "--weir.lineage.forward.kafka.sasl-jaas-config=password=s3cret"))
                .rootCause()
                .hasMessageContaining("env:NAME or file:/PATH")
                .hasMessageNotContaining("s3cret");
    }

    /** Without what the broker was slow to acknowledge, and what came at once again therefore. */
    private static List<ConsumerRecord<String, String>> ofJob(
            List<ConsumerRecord<String, String>> records, String job) {
        List<ConsumerRecord<String, String>> ofJob = new ArrayList<>();
        records.stream()
                .filter(record -> record.key().endsWith("/" + job))
                .filter(record ->
                        ofJob.isEmpty() || !ofJob.get(ofJob.size() - 1).value().equals(record.value()))
                .forEach(ofJob::add);
        return ofJob;
    }

    private static List<ConsumerRecord<String, String>> records(String brokers) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            partitions.add(new TopicPartition(TOPIC, partition));
        }
        var text = new StringDeserializer();
        try (var consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", brokers), text, text)) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long end = consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            List<ConsumerRecord<String, String>> records = new ArrayList<>();
            await().until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                return records.size() >= end;
            });
            return records;
        }
    }

    private static Map<String, Object> own(String job, int characters) {
        // Random, so that it is large when it is compressed, too.
        String text = new Random(7)
                .ints(characters, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        Map<String, Object> event = TestEvents.run("START", UUID.randomUUID(), job, 0);
        event.put("producer", "https://weir.io/ingest-worker");
        event.put("run", Map.of("runId", UUID.randomUUID().toString(), "facets", Map.of("text", Map.of("text", text))));
        return event;
    }

    private static void take(TestService service, Map<String, Object> event) {
        assertThat(service.post("/api/v1/lineage", event).status()).isEqualTo(201);
    }

    private static String type(ConsumerRecord<String, String> record) {
        return EventJson.read(record.value()).path("eventType").stringValue();
    }

    private static long count(TestService service, String sql) {
        return service.jdbc().sql(sql).query(Long.class).single();
    }

    private static String brokers(String addresses) {
        return "--weir.lineage.forward.kafka.bootstrap-servers=" + addresses;
    }

    private static TestService start(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--weir.lineage.forward.enabled=true",
                "--weir.lineage.forward.kafka.topic=" + TOPIC,
                "--weir.outbox.timeout=1s",
                "--weir.outbox.first-backoff=10ms",
                "--weir.outbox.maximum-backoff=50ms",
                "--weir.outbox.poll-interval=50ms"));
        arguments.addAll(List.of(more));
        return new TestService(arguments.toArray(String[]::new));
    }
}
