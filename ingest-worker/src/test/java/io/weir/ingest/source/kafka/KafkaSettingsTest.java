package io.weir.ingest.source.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.source.SourceStart;
import io.weir.ingest.source.lease.WorkerName;
import io.weir.ingest.store.StoreAddress;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {

    private static final WorkerName WORKER = new WorkerName(UUID.randomUUID());

    private static Object sessionMillis(String servers) {
        return settings("pipeline", servers, WORKER).get(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG);
    }

    private static Map<String, Object> settings(String pipeline, String servers, WorkerName worker) {
        Map<String, String> properties = Map.of(StoreAddress.BOOTSTRAP_SERVERS, servers);
        StoreAddress store = new StoreAddress("sales", StoreAddress.KAFKA, properties);
        SourceRequest request = new SourceRequest(store, pipeline, "topic", "group", new SourceStart.Earliest());
        return KafkaSettings.ofMember(request, Map.of(), worker);
    }

    private static @Nullable Object place(String pipeline, String servers, WorkerName worker) {
        return settings(pipeline, servers, worker).get(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    }

    @Test
    void aPlaceInAGroupIsOfOneWorkerAndOnePipeline() {
        String broker = "127.0.0.1:9092";
        assertThat(place("pipeline", broker, WORKER))
                .isNotNull()
                .isEqualTo(place("pipeline", broker, WORKER))
                .isNotEqualTo(place("another", broker, WORKER))
                .isNotEqualTo(place("pipeline", broker, new WorkerName(UUID.randomUUID())));
        assertThat(place("pipeline", "sales.servicebus.windows.net:9093", WORKER))
                .isNull();
    }

    /** Else others wait for half a minute until they have what it read. */
    @Test
    void aDeadWorkerKeepsItsPartitionsForTenSeconds() {
        assertThat(sessionMillis("127.0.0.1:9092")).isEqualTo(10_000);
    }

    /** Their service closes what rests for four minutes, and may take longer for an answer than brokers do. */
    @Test
    void eventHubsGetTheTimesThatTheyAskFor() {
        assertThat(settings("pipeline", "sales.servicebus.windows.net:9093", WORKER))
                .containsEntry(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 30_000)
                .containsEntry(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000)
                .containsEntry(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 60_000)
                .containsEntry(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 180_000)
                .containsEntry(ConsumerConfig.CONNECTIONS_MAX_IDLE_MS_CONFIG, 180_000);
    }
}
