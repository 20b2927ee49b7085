package io.weir.standalone.sending;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Asks the broker where the partitions of a topic end. */
final class TopicEnds {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final String bootstrapServers;
    private final String topic;

    TopicEnds(String bootstrapServers, String topic) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
    }

    PartitionEnds read() {
        Properties settings = new Properties();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> all = IntStream.range(0, partitions(consumer))
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(all, PATIENCE);
            return new PartitionEnds(all.stream().mapToLong(ends::get).toArray());
        } catch (KafkaException e) {
            throw new SendingException(
                    "the broker at " + bootstrapServers + " does not tell where topic " + topic + " ends ("
                            + e.getMessage() + "); check that it runs, then give the same command again",
                    e);
        }
    }

    /** A broker does not know a topic yet that was just made, and says then that it has no partitions. */
    private int partitions(KafkaConsumer<?, ?> consumer) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int partitions = consumer.partitionsFor(topic, PATIENCE).size();
        while (partitions == 0) {
            if (System.nanoTime() > deadline) {
                throw new SendingException("the broker at " + bootstrapServers + " has no topic " + topic
                        + "; make it, then give the same command again");
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            partitions = consumer.partitionsFor(topic, PATIENCE).size();
        }
        return partitions;
    }
}
