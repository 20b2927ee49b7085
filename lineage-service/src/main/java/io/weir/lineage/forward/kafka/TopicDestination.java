package io.weir.lineage.forward.kafka;

import io.weir.lineage.openlineage.EventJson;
import io.weir.lineage.openlineage.EventReader;
import io.weir.support.outbox.DeliveryOutcome;
import io.weir.support.outbox.DeliveryOutcome.Abandoned;
import io.weir.support.outbox.DeliveryOutcome.Delivered;
import io.weir.support.outbox.DeliveryOutcome.Failed;
import io.weir.support.outbox.DeliveryOutcome.Refused;
import io.weir.support.outbox.ExternalDestination;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * Puts events into a topic, with the keys that OpenLineage's own Kafka transport gives them, so that those of one job, or
 * of the runs below one parent, are in one partition and in order.
 *
 * <p>The producer is made for the first event and, since credentials may have changed, anew after a failure.
 */
final class TopicDestination implements ExternalDestination, AutoCloseable {

    private final TopicSettings settings;
    private @Nullable Producer<String, String> open;

    TopicDestination(TopicSettings settings) {
        this.settings = settings;
    }

    @Override
    public DeliveryOutcome deliver(String body, Duration timeout) {
        String key = EventKeys.of(EventReader.read(EventJson.read(body)));
        Producer<String, String> producer = null;
        try {
            producer = producer(timeout);
            producer.send(new ProducerRecord<>(settings.topic(), key, body))
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return new Delivered();
        } catch (ExecutionException failed) {
            return outcome(producer, failed.getCause());
        } catch (InterruptedException | InterruptException stopped) {
            Thread.currentThread().interrupt();
            return new Abandoned();
        } catch (TimeoutException | KafkaException failed) {
            return outcome(producer, failed);
        } catch (IllegalStateException noCredentials) {
            return new Failed(String.valueOf(noCredentials.getMessage()), Duration.ZERO);
        }
    }

    /** Only what is wrong with the event itself ends it. What a client says of its settings may hold credentials. */
    private DeliveryOutcome outcome(@Nullable Producer<String, String> producer, @Nullable Throwable failed) {
        String told = "topic " + settings.topic() + " at " + settings.bootstrapServers() + ": "
                + (failed == null ? "failed" : failed.getClass().getSimpleName());
        if (failed instanceof RecordTooLargeException) {
            return new Refused(told);
        }
        discard(producer);
        return new Failed(told, Duration.ZERO);
    }

    private synchronized Producer<String, String> producer(Duration timeout) {
        if (open == null) {
            var properties = settings.producer();
            int millis = Math.toIntExact(timeout.toMillis());
            properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
            properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
            properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
            open = new KafkaProducer<>(properties);
        }
        return open;
    }

    private synchronized void discard(@Nullable Producer<String, String> failed) {
        if (failed != null && failed == open) {
            open = null;
            failed.close(Duration.ZERO);
        }
    }

    @Override
    public synchronized void close() {
        discard(open);
    }
}
