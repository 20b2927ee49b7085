package io.weir.standalone.bench;

import io.weir.standalone.events.EventCursor;
import io.weir.standalone.events.NexmarkEvents;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends record {@code i} at its time to partition {@code i % n}, whatever became of those before. */
final class SteadySender implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final int rate;
    private final int count;
    private final long begin = System.nanoTime();
    private final Thread thread = new Thread(this::send, "steady-sender");
    private volatile @Nullable Exception failure;

    /**
     * @param rate records a second
     * @param count how many of them
     */
    SteadySender(String bootstrapServers, String topic, int rate, int count) {
        this.topic = topic;
        this.rate = rate;
        this.count = count;
        this.producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        thread.start();
    }

    int count() {
        return count;
    }

    /** When a record was to be sent, by the clock of {@link System#nanoTime}. */
    long due(long index) {
        return begin + index * TimeUnit.SECONDS.toNanos(1) / rate;
    }

    void requireNoFailure() {
        Exception failed = failure;
        if (failed != null) {
            throw new IllegalStateException("a record could not be sent: the measurement is void", failed);
        }
    }

    private void send() {
        try (EventCursor events = new NexmarkEvents(NexmarkEvents.DEFAULT_SEED, count).from(0)) {
            for (long index = 0; index < count && !Thread.currentThread().isInterrupted(); index++) {
                for (long left = due(index) - System.nanoTime(); left > 0; left = due(index) - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                send(index, events.next());
            }
        }
    }

    /** The answer goes to the callback; the future that comes back as well is not needed. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void send(long index, byte[] event) {
        int partition = (int) (index % BenchTopic.PARTITIONS);
        producer.send(new ProducerRecord<>(topic, partition, null, event), (where, why) -> {
            if (why != null) {
                failure = why;
            }
        });
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ZERO);
    }
}
