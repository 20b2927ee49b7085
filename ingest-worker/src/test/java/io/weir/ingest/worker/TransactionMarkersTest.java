package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.Topic;
import io.weir.ingest.progress.PartitionProgress;
import io.weir.ingest.progress.ProgressReports;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** What a topic has after its last record that is none: the marker of a transaction, and what was taken back. */
class TransactionMarkersTest extends WorkerTest {

    private static void send(KafkaProducer<byte[], byte[]> producer, Topic topic, int partition) {
        producer.send(
                new ProducerRecord<>(topic.name(), partition, null, "{\"id\":1}".getBytes(StandardCharsets.UTF_8)));
    }

    /** A record in each of two partitions, with the marker after it; and three in the first one that were taken back, with theirs. */
    private static Topic ofTransactions() {
        Topic topic = new Topic(broker, 2);
        try (KafkaProducer<byte[], byte[]> producer = topic.transactional()) {
            producer.initTransactions();
            producer.beginTransaction();
            send(producer, topic, 0);
            send(producer, topic, 1);
            producer.commitTransaction();
            producer.beginTransaction();
            for (int index = 0; index < 3; index++) {
                send(producer, topic, 0);
            }
            producer.flush();
            producer.abortTransaction();
        }
        return topic;
    }

    private static List<Long> lags(String name) {
        return worker.getBean(ProgressReports.class).of(name).partitions().stream()
                .map(PartitionProgress::lag)
                .toList();
    }

    @Test
    void whatIsNoRecordIsNotBehindThoughNobodyReads() {
        Topic topic = ofTransactions();
        String name = create(topic);
        service().start(name);
        drain(name);
        assertThat(lags(name)).containsExactly(0L, 0L);

        topic.produce(10, index -> "{\"id\":" + index + "}");
        assertThat(lags(name)).as("what came since").containsExactly(5L, 5L);
        assertThat(rows(name)).isEqualTo(2);

        post("/api/v1/pipelines/" + name + "/reset", "reset-" + name, "{\"startPosition\": \"EARLIEST\"}");
        assertThat(lags(name)).as("all that is to be read again").containsExactly(11L, 7L);
    }
}
