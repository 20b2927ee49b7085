package io.weir.ingest.source.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.Topic;
import io.weir.ingest.source.SourceListener;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** When it is looked at partitions that rest, and where these go on; a real consumer has them, and time passes when the test says so. */
class LeaderlessPartitionsTest {

    private static EmbeddedKafkaKraftBroker broker;

    private KafkaConsumer<byte[], byte[]> consumer;
    private final AtomicLong nanos = new AtomicLong();
    private LeaderlessPartitions leaderless;
    private TopicPartition first;
    private TopicPartition second;

    @BeforeAll
    static void startBroker() {
        broker = new EmbeddedKafkaKraftBroker(1, 1);
        broker.afterPropertiesSet();
    }

    @AfterAll
    static void stopBroker() {
        broker.destroy();
    }

    @BeforeEach
    void assign() {
        String topic = new Topic(broker, 2).name();
        first = new TopicPartition(topic, 0);
        second = new TopicPartition(topic, 1);
        consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.getBrokersAsString()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(List.of(first, second));
        leaderless = new LeaderlessPartitions(consumer, nanos::get);
    }

    @AfterEach
    void close() {
        consumer.close();
    }

    private void pass(long more) {
        nanos.addAndGet(more);
    }

    /** Who has no room pauses all, and would be handed over what is back. */
    @Test
    void whatRestsIsNotAskedForWhileTheSourceItselfIsPaused() {
        leaderless.rest(List.of(second), Map.of(1, 41L));
        consumer.pause(consumer.assignment());

        pass(LeaderlessPartitions.INTERVAL.toNanos());
        assertThat(leaderless.isDue()).isFalse();

        consumer.resume(consumer.paused());
        leaderless.pause();
        assertThat(consumer.paused()).containsExactly(second);
        assertThat(leaderless.isDue()).isTrue();
        assertThat(leaderless.back(Set.of(0))).isEmpty();
        pass(LeaderlessPartitions.INTERVAL.toNanos() - 1);
        assertThat(leaderless.isDue()).as("not again at once").isFalse();
        pass(1);
        assertThat(leaderless.isDue()).as("again after a while").isTrue();
        assertThat(leaderless.back(Set.of(0, 1))).containsExactly(second);
        assertThat(leaderless.after(List.of(second))).isEqualTo(Map.of(1, 41L));
        leaderless.forget(List.of(second));
        assertThat(leaderless.has(second)).isFalse();
    }

    @Test
    void whereAllRestTheyAreAskedForNevertheless() {
        leaderless.rest(List.of(first, second), Map.of());

        assertThat(leaderless.isDue()).isFalse();
        pass(LeaderlessPartitions.INTERVAL.toNanos());
        assertThat(leaderless.isDue()).isTrue();
    }

    /** After none of its records: the first one has number 0. */
    @Test
    void oneOfWhichNothingIsSaidBeginsWhereItsRequestSays() {
        leaderless.rest(List.of(first), Map.of());

        assertThat(leaderless.after(List.of(first))).isEqualTo(Map.of(0, SourceListener.FROM_START));
    }
}
