package io.weir.ingest.worker;

import io.weir.ingest.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Asks for a topic's records on a thread of its own until it is closed, and does nothing with them: the least that a reader of Kafka does. */
final class BareConsumer implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;

    private BareConsumer(KafkaConsumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
        Thread thread = new Thread(this::read, "bare-consumer");
        thread.setDaemon(true);
        thread.start();
    }

    static BareConsumer of(String brokers, Topic topic) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(new TopicPartition(topic.name(), 0)));
        consumer.seekToBeginning(consumer.assignment());
        return new BareConsumer(consumer);
    }

    private void read() {
        try (consumer) {
            while (true) {
                consumer.poll(Duration.ofSeconds(1));
            }
        } catch (WakeupException closed) {
            // It is the only thing that ends it.
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
    }
}
