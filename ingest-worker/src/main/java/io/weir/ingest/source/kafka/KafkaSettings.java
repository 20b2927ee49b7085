package io.weir.ingest.source.kafka;

import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.source.lease.WorkerName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;

/** Settings of a consumer for throughput, whose positions come from the sinks and never from the broker. */
final class KafkaSettings {

    private static final int SESSION_MILLIS = 10_000;
    private static final int HUBS_SESSION_MILLIS = 30_000;
    private static final int REQUEST_MILLIS = 30_000;
    private static final int HUBS_REQUEST_MILLIS = 60_000;

    private KafkaSettings() {}

    /**
     * For so long a worker that was killed keeps its partitions from others; so it is as short as a stall of a living one
     * allows. One that is taken for dead loses nothing: its watermarks fence it.
     */
    private static int sessionMillis(SourceRequest request) {
        return isOfHubs(request) ? HUBS_SESSION_MILLIS : SESSION_MILLIS;
    }

    private static boolean isOfHubs(SourceRequest request) {
        return request.hosts().stream().anyMatch(host -> host.endsWith(".servicebus.windows.net"));
    }

    /**
     * Of a consumer that joins its group. A worker that was killed and comes back takes its own place there: brokers fence
     * whoever had it, and wait for nobody. Event Hubs' endpoint does not promise to know such places.
     */
    static Map<String, Object> ofMember(SourceRequest request, Map<String, Object> connection, WorkerName worker) {
        Map<String, Object> settings = of(request, connection);
        if (!isOfHubs(request)) {
            settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, "weir-" + worker.reader(request));
        }
        return settings;
    }

    /** Of a consumer that belongs to no group. */
    static Map<String, Object> withoutGroup(SourceRequest request, Map<String, Object> connection) {
        Map<String, Object> settings = of(request, connection);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return settings;
    }

    /** @param connection where the broker is, and how to sign in there */
    static Map<String, Object> of(SourceRequest request, Map<String, Object> connection) {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, request.group());
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        // A view of the broker's reply: the only copy made is the one into the staging buffer.
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteBufferDeserializer.class);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // Who reads makes no topic; else a broker that makes what is asked for would bring back one that somebody
        // deleted.
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        // What one poll hands over is looked at twice, and should still be in the processor's cache the second time.
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 4_000);
        // Larger replies would outlive collections of the young objects and fill up the old ones.
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1 << 20);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 4 << 20);
        settings.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, 1 << 20);
        // Weir tells its own metrics. To make and register those of a consumer takes longer than to join its group.
        settings.put(ConsumerConfig.METRIC_REPORTER_CLASSES_CONFIG, List.of());
        settings.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        // What Event Hubs' Kafka endpoint asks for.
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 180_000);
        settings.put(ConsumerConfig.CONNECTIONS_MAX_IDLE_MS_CONFIG, 180_000);
        settings.put(
                ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, isOfHubs(request) ? HUBS_REQUEST_MILLIS : REQUEST_MILLIS);
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, sessionMillis(request));
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000);
        return settings;
    }
}
