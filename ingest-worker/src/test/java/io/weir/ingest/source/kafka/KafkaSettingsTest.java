package io.weir.ingest.source.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.source.SourceStart;
import io.weir.ingest.store.StoreAddress;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {

    private static Object sessionMillis(String servers) {
        Map<String, String> properties = Map.of(StoreAddress.BOOTSTRAP_SERVERS, servers);
        StoreAddress store = new StoreAddress("sales", StoreAddress.KAFKA, properties);
        SourceRequest request = new SourceRequest(store, "pipeline", "topic", "group", new SourceStart.Earliest());
        return KafkaSettings.of(request, Map.of()).get(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG);
    }

    /** Else whoever is started again after a kill waits half a minute for itself. */
    @Test
    void aDeadWorkerKeepsItsPartitionsForTenSeconds() {
        assertThat(sessionMillis("127.0.0.1:9092")).isEqualTo(10_000);
    }

    @Test
    void eventHubsGetTheSessionThatTheyAskFor() {
        assertThat(sessionMillis("sales.servicebus.windows.net:9093")).isEqualTo(30_000);
    }
}
