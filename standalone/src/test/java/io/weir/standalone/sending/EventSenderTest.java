package io.weir.standalone.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.standalone.events.EventCursor;
import io.weir.standalone.events.NexmarkEvents;
import io.weir.standalone.kafka.EmbeddedKafka;
import io.weir.test.FreePorts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventSenderTest {

    private static final int PARTITIONS = 4;

    @TempDir
    private static Path folder;

    private static EmbeddedKafka broker;

    @BeforeAll
    static void startBroker() throws IOException {
        int port = FreePorts.base();
        broker = EmbeddedKafka.start(folder, port, port + 1);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void eachEventIsWhereItBelongs() throws Exception {
        NexmarkEvents source = new NexmarkEvents(1, 1_001);
        EventSender sender = sender("whole");
        AtomicLong last = new AtomicLong();
        sender.send(source, last::set);
        assertThat(last).hasValue(1_001);
        assertThat(sender.sent()).isEqualTo(1_001);
        assertHolds("whole", source);
    }

    @Test
    void aSenderThatWasKilledIsFollowedByOneThatGoesOn() throws Exception {
        NexmarkEvents source = new NexmarkEvents(2, 2_000);
        EventSender sender = sender("killed");
        // What a kill leaves: each partition has come to a point of its own.
        prefill("killed", source, new int[] {17, 0, 500, 3});
        sender.send(source, count -> {});
        assertHolds("killed", source);
        sender.send(source, count -> {});
        assertThat(sender.sent()).isEqualTo(2_000);
    }

    @Test
    void moreEventsOfTheSameSourceAreAdded() throws Exception {
        EventSender sender = sender("grown");
        sender.send(new NexmarkEvents(3, 10), count -> {});
        sender.send(new NexmarkEvents(3, 1_000), count -> {});
        assertHolds("grown", new NexmarkEvents(3, 1_000));
    }

    @Test
    void aTopicOfSomebodyElseIsRefused() throws Exception {
        EventSender sender = sender("foreign");
        prefill("foreign", new NexmarkEvents(4, 100), new int[] {1, 2, 0, 0});
        assertThatExceptionOfType(SendingException.class)
                .isThrownBy(() -> sender.send(new NexmarkEvents(4, 5), count -> {}))
                .withMessageContaining("holds more records");
    }

    /** For some milliseconds a broker knows nothing of a topic that was made. */
    @Test
    void aTopicThatIsNotKnownYetIsWaitedFor() throws Exception {
        CompletableFuture<long[]> ends =
                CompletableFuture.supplyAsync(() -> new EventSender(broker.bootstrapServers(), "late").ends());
        assertThatExceptionOfType(TimeoutException.class)
                .as("it asks on, and says nothing of a topic that is not there")
                .isThrownBy(() -> ends.get(1, TimeUnit.SECONDS));
        make("late");
        assertThat(ends.get(1, TimeUnit.MINUTES)).containsExactly(0, 0, 0, 0);
    }

    private static EventSender sender(String topic) throws ExecutionException, InterruptedException {
        make(topic);
        EventSender sender = new EventSender(broker.bootstrapServers(), topic);
        // Only a partition that takes records tells its end. What is sent earlier may be put out of order: its first
        // batch is refused, its second one taken, and the first never again.
        assertThat(sender.ends()).containsOnly(0);
        return sender;
    }

    private static void make(String topic) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
    }

    private static void prefill(String topic, NexmarkEvents source, int[] counts)
            throws ExecutionException, InterruptedException {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", broker.bootstrapServers());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<?>> sent = new ArrayList<>();
            for (int partition = 0; partition < counts.length; partition++) {
                for (int record = 0; record < counts[partition]; record++) {
                    byte[] event = event(source, (long) record * PARTITIONS + partition);
                    sent.add(producer.send(new ProducerRecord<>(topic, partition, null, event)));
                }
            }
            for (Future<?> record : sent) {
                record.get();
            }
        }
    }

    private static void assertHolds(String topic, NexmarkEvents source) {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", broker.bootstrapServers());
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> all = IntStream.range(0, PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (records.size() < source.count()) {
                consumer.poll(Duration.ofSeconds(10)).forEach(records::add);
            }
            assertThat(records).hasSize((int) source.count());
            for (ConsumerRecord<byte[], byte[]> record : records) {
                assertThat(record.value()).isEqualTo(event(source, record.offset() * PARTITIONS + record.partition()));
            }
        }
    }

    private static byte[] event(NexmarkEvents source, long index) {
        try (EventCursor events = source.from(index)) {
            return events.next();
        }
    }
}
