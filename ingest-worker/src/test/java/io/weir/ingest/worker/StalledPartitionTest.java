package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.ingest.Topic;
import io.weir.ingest.progress.PartitionProgress;
import io.weir.ingest.progress.ProgressReports;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/**
 * A partition of a Kafka topic whose records do not come: a producer has begun a transaction in it and does not end it, so that
 * the broker holds back all that follows.
 */
class StalledPartitionTest extends WorkerTest {

    private static final int PARTITIONS = 4;
    private static final int STALLED = 2;
    private static final int RECORDS = 4_000;

    /** Begins a transaction and leaves it open. */
    private static void stall(KafkaProducer<byte[], byte[]> producer, Topic topic)
            throws ExecutionException, InterruptedException {
        producer.initTransactions();
        producer.beginTransaction();
        byte[] payload = "{\"id\":-1}".getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(topic.name(), STALLED, null, payload))
                .get();
    }

    private static List<Long> lags(String name) {
        return worker.getBean(ProgressReports.class).of(name).partitions().stream()
                .map(PartitionProgress::lag)
                .toList();
    }

    private static List<Long> watermarks(String name) {
        return worker.getBean(ProgressReports.class).of(name).partitions().stream()
                .map(PartitionProgress::watermark)
                .toList();
    }

    @Test
    void stopsNoOtherPartitionAndLosesNothing() throws Exception {
        Topic topic = new Topic(broker, PARTITIONS);
        topic.produce(RECORDS, index -> "{\"id\":" + index + "}");
        String name = create(topic);
        service().start(name);
        awaitReceived(name, RECORDS);

        try (KafkaProducer<byte[], byte[]> producer = topic.transactional()) {
            stall(producer, topic);
            topic.produce(RECORDS, index -> "{\"id\":" + (RECORDS + index) + "}");
            awaitReceived(name, RECORDS + RECORDS / PARTITIONS * (PARTITIONS - 1));
            assertThat(watermarks(name)).containsExactly(1_999L, 1_999L, 999L, 1_999L);

            // And none that begins meanwhile, in a session of its own.
            String another = create(topic);
            service().start(another);
            awaitReceived(another, 2 * RECORDS - RECORDS / PARTITIONS);
            assertThat(failure(another)).isNull();
            producer.commitTransaction();

            for (String each : List.of(name, another)) {
                awaitReceived(each, 2 * RECORDS + 1);
                // The marker at its end is no record that is behind.
                await().untilAsserted(() -> assertThat(lags(each)).containsOnly(0L));
                drainAll(each);
            }
        }
    }

    /** Its records come ten at a time, each time after the others have had hundreds. */
    @Test
    void whatIsSlowStopsNoOtherPartitionEither() throws Exception {
        Topic topic = new Topic(broker, PARTITIONS);
        String name = create(topic);
        service().start(name);
        int others = 0;
        try (KafkaProducer<byte[], byte[]> producer = topic.transactional()) {
            producer.initTransactions();
            for (int step = 1; step <= 3; step++) {
                producer.beginTransaction();
                for (int index = 0; index < 10; index++) {
                    producer.send(new ProducerRecord<>(topic.name(), STALLED, null, id(-10 * step - index)))
                            .get();
                }
                try (KafkaProducer<byte[], byte[]> rest = topic.producer()) {
                    for (int index = 0; index < 900; index++) {
                        int partition = (STALLED + 1 + index % (PARTITIONS - 1)) % PARTITIONS;
                        rest.send(new ProducerRecord<>(topic.name(), partition, null, id(others++)));
                    }
                }
                awaitReceived(name, others + 10 * (step - 1));
                producer.commitTransaction();
                awaitReceived(name, others + 10 * step);
            }
        }
        drain(name);

        assertThat(inLake(name, "select count(*), count(distinct id), min(id), max(id)"))
                .containsExactly("2730|2730|-39|2699");
    }

    private static byte[] id(int id) {
        return ("{\"id\":" + id + "}").getBytes(StandardCharsets.UTF_8);
    }

    private static void drainAll(String name) throws SQLException {
        service().stop(name);
        await().until(() -> service().get(name).state().name().name().equals("STOPPED"));
        assertThat(inLake(name, "select count(*), count(distinct id), min(id), max(id)"))
                .containsExactly((2 * RECORDS + 1) + "|" + (2 * RECORDS + 1) + "|-1|" + (2 * RECORDS - 1));
    }
}
