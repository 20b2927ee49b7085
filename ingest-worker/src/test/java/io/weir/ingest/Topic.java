package io.weir.ingest;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.kafka.test.EmbeddedKafkaBroker;

/** A new topic, and records in it: the i-th goes to partition i modulo their number. */
public final class Topic {

    private final EmbeddedKafkaBroker broker;
    private final String name;
    private final int partitions;

    public Topic(EmbeddedKafkaBroker broker, int partitions) {
        this(broker, "t" + UUID.randomUUID(), partitions);
        make();
    }

    private Topic(EmbeddedKafkaBroker broker, String name, int partitions) {
        this.broker = broker;
        this.name = name;
        this.partitions = partitions;
    }

    private void make() {
        // As soon as a busy broker has it: by itself, the embedded one gives up after ten seconds.
        administer(create());
        awaitLeaders();
    }

    /** Deletes it, and makes one of its name. */
    public void remake() {
        administer(admin -> admin.deleteTopics(List.of(name)).all());
        // The broker forgets it some moments later.
        await().ignoreExceptions().untilAsserted(() -> administer(create()));
        awaitLeaders();
    }

    /** The same topic with more partitions. */
    public Topic widened(int more) {
        administer(admin -> admin.createPartitions(Map.of(name, NewPartitions.increaseTo(more)))
                .all());
        Topic wider = new Topic(broker, name, more);
        wider.awaitLeaders();
        return wider;
    }

    /** Has a partition lose its records before a sequence, as retention does. */
    public void trim(int partition, long begin) {
        administer(admin -> admin.deleteRecords(
                        Map.of(new TopicPartition(name, partition), RecordsToDelete.beforeOffset(begin)))
                .all());
    }

    private Function<Admin, Future<?>> create() {
        return admin -> admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                .all();
    }

    private void administer(Function<Admin, Future<?>> work) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.getBrokersAsString()))) {
            work.apply(admin).get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException("topic " + name + " could not be changed", failed);
        }
    }

    /** A broker says that a topic is there before each of its partitions takes records. */
    private void awaitLeaders() {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            ends.put(new TopicPartition(name, partition), OffsetSpec.latest());
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.getBrokersAsString()))) {
            await().ignoreExceptions()
                    .until(() -> admin.listOffsets(ends).all().get().size() == partitions);
        }
    }

    public String name() {
        return name;
    }

    /** A producer, which sends what is left when it is closed. */
    public KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.getBrokersAsString(), "linger.ms", 5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** A producer of transactions, one of which stays open for as long as it takes. */
    public KafkaProducer<byte[], byte[]> transactional() {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.getBrokersAsString(),
                        "transactional.id",
                        name,
                        // The broker itself ends none while a test looks at what others do.
                        "transaction.timeout.ms",
                        600_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Produces records, and waits until the broker has them. @param payload of each; null for a tombstone */
    public void produce(int count, IntFunction<String> payload) {
        produceBytes(count, index -> {
            String text = payload.apply(index);
            return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
        });
    }

    /** The same with records that are no text. */
    public void produceBytes(int count, IntFunction<byte[]> payload) {
        List<Future<?>> sent = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            for (int index = 0; index < count; index++) {
                sent.add(producer.send(new ProducerRecord<>(name, index % partitions, null, payload.apply(index))));
            }
            for (Future<?> acknowledged : sent) {
                acknowledged.get();
            }
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException("records could not be produced", failed);
        }
    }
}
