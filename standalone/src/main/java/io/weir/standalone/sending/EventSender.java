package io.weir.standalone.sending;

import io.weir.standalone.events.EventCursor;
import io.weir.standalone.events.EventSource;
import java.time.Duration;
import java.util.Properties;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends the events of a source to a topic of its own, event {@code i} as record {@code i / n} of partition {@code i % n}.
 *
 * <p>So the ends of the partitions tell exactly what has been sent, and after a kill the next sender goes on from there. The
 * producer is idempotent and never gives a record up: a record that was given up would be a gap that nobody could see.
 * Instead the sender gives up as a whole when the broker has been silent for 30 s. Some 500,000 events a second.
 */
public final class EventSender {

    private static final int PATIENCE_SECONDS = 30;

    private final String bootstrapServers;
    private final String topic;

    public EventSender(String bootstrapServers, String topic) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
    }

    /** Where each partition ends, from partition 0 on. */
    public long[] ends() {
        return new TopicEnds(bootstrapServers, topic).read().toArray();
    }

    /** How many events of its source are in the topic. */
    public long sent() {
        return new TopicEnds(bootstrapServers, topic).read().total();
    }

    /**
     * Sends what is missing and returns when the broker has acknowledged everything.
     *
     * @param listener told how many events are in the topic, often and from another thread
     * @throws SendingException if the broker is lost, or the topic holds what is not of this source
     * @throws io.weir.standalone.events.EventSourceException if the source can no longer be read
     */
    public void send(EventSource source, LongConsumer listener) {
        PartitionEnds ends = new TopicEnds(bootstrapServers, topic).read();
        if (ends.exceed(source.count())) {
            throw new SendingException("topic " + topic + " holds more records (" + ends + ") than the "
                    + source.count() + " events of its source; use a topic of its own");
        }
        listener.accept(ends.total());
        if (ends.total() < source.count()) {
            send(source, ends, new Acknowledgements(ends.total(), listener));
        }
    }

    private void send(EventSource source, PartitionEnds ends, Acknowledgements acknowledgements) {
        Producer<byte[], byte[]> producer =
                new KafkaProducer<>(settings(), new ByteArraySerializer(), new ByteArraySerializer());
        try (EventCursor events = source.from(ends.firstMissing())) {
            for (long index = ends.firstMissing(); index < source.count(); index++) {
                byte[] event = events.next();
                if (!ends.hold(index)) {
                    send(producer, event, index, ends.partitions(), acknowledgements);
                }
            }
            awaitAll(source.count(), acknowledgements);
        } catch (KafkaException e) {
            throw lost(e);
        } finally {
            // Everything is acknowledged, or nothing more may be sent.
            producer.close(Duration.ZERO);
        }
    }

    /** The answer goes to the callback; the future that comes back as well is not needed. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void send(
            Producer<byte[], byte[]> producer, byte[] event, long index, int partitions, Acknowledgements heard) {
        Exception failure = heard.failure();
        if (failure != null) {
            throw lost(failure);
        }
        long offset = index / partitions;
        producer.send(
                new ProducerRecord<>(topic, (int) (index % partitions), null, event),
                (where, why) -> heard.heard(offset, where, why));
    }

    private void awaitAll(long count, Acknowledgements acknowledgements) {
        try {
            if (!acknowledgements.await(count, PATIENCE_SECONDS)) {
                throw lost(acknowledgements.failure());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }

    private SendingException lost(@Nullable Exception cause) {
        if (cause instanceof SendingException explained) {
            return explained;
        }
        String reason = cause == null ? "silent for " + PATIENCE_SECONDS + " s" : String.valueOf(cause.getMessage());
        return new SendingException(
                "the broker at " + bootstrapServers + " takes no more events (" + reason
                        + "); check that it runs and has space, then give the same command again: it goes on from here",
                cause);
    }

    private Properties settings() {
        Properties settings = new Properties();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_SECONDS * 1000);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 10);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, EventSource.MAX_EVENT_BYTES + (64 << 10));
        return settings;
    }
}
