package io.weir.ingest.source.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.ingest.Topic;
import io.weir.ingest.source.SourceListener;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

/** When it is looked at partitions that rest, and where these go on; a real consumer has them. */
class LeaderlessPartitionsTest {

    private static EmbeddedKafkaKraftBroker broker;

    private KafkaConsumer<byte[], byte[]> consumer;
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
        leaderless = new LeaderlessPartitions(consumer);
    }

    @AfterEach
    void close() {
        consumer.close();
    }

    /** Who has no room pauses all, and would be handed over what is back. */
    @Test
    void whatRestsIsNotAskedForWhileTheSourceItselfIsPaused() {
        leaderless.rest(List.of(second), Map.of(1, 41L));
        consumer.pause(consumer.assignment());

        await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(10)).until(() -> !leaderless.isDue());

        consumer.resume(consumer.paused());
        leaderless.pause();
        assertThat(consumer.paused()).containsExactly(second);
        assertThat(leaderless.isDue()).isTrue();
        assertThat(leaderless.back(Set.of(0))).isEmpty();
        assertThat(leaderless.isDue()).as("not again at once").isFalse();
        assertThat(leaderless.back(Set.of(0, 1))).containsExactly(second);
        assertThat(leaderless.after(List.of(second))).isEqualTo(Map.of(1, 41L));
        leaderless.forget(List.of(second));
        assertThat(leaderless.has(second)).isFalse();
    }

    @Test
    void whereAllRestTheyAreAskedForNevertheless() {
        leaderless.rest(List.of(first, second), Map.of());

        await().until(leaderless::isDue);
    }

    /** After none of its records: the first one has number 0. */
    @Test
    void oneOfWhichNothingIsSaidBeginsWhereItsRequestSays() {
        leaderless.rest(List.of(first), Map.of());

        assertThat(leaderless.after(List.of(first))).isEqualTo(Map.of(0, SourceListener.FROM_START));
    }
}
