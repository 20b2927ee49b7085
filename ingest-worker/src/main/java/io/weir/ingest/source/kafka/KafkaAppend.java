package io.weir.ingest.source.kafka;

import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Adds records to a topic. What is tried again on the way is there once, and all replicas have what is acknowledged. */
final class KafkaAppend {

    private static final int DELIVERY_MILLIS = 15_000;
    private static final int REQUEST_MILLIS = 5_000;

    private KafkaAppend() {}

    /**
     * Waits until all of them are there.
     *
     * @param connection where the broker is, and how to sign in there
     * @throws SourceException telling of how many that is known, if not of all
     */
    static void to(SourceRequest request, Map<String, Object> connection, List<byte[]> records) {
        int there = 0;
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(settings(connection), new ByteArraySerializer(), new ByteArraySerializer())) {
            // A broker that is away is known before anything is sent.
            producer.partitionsFor(request.topic());
            for (byte[] payload : records) {
                sent.add(producer.send(new ProducerRecord<>(request.topic(), payload)));
            }
            producer.flush();
            for (Future<RecordMetadata> acknowledged : sent) {
                acknowledged.get();
                there++;
            }
        } catch (KafkaException refused) {
            if (!sent.isEmpty()) {
                throw partly(request, there, records.size(), refused);
            }
            throw new SourceException(KafkaSignIn.obstacle(request, refused), false, refused);
        } catch (ExecutionException failed) {
            throw partly(request, there, records.size(), failed);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw partly(request, there, records.size(), ended);
        }
    }

    /** To send all of them again would double those that are there, or may be. */
    private static SourceException partly(SourceRequest request, int there, int all, Exception failed) {
        return new SourceException(
                "topic " + request.topic() + " at " + request.brokers() + " is known to have " + there + " of " + all
                        + " records: " + failed.getMessage(),
                true,
                failed);
    }

    private static Map<String, Object> settings(Map<String, Object> connection) {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, DELIVERY_MILLIS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.METRIC_REPORTER_CLASSES_CONFIG, List.of());
        settings.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return settings;
    }
}
