package io.weir.ingest.source.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubConsumerAsyncClient;
import com.azure.messaging.eventhubs.EventHubProducerClient;
import com.azure.messaging.eventhubs.models.SendOptions;
import io.weir.eventhubs.emulator.EmulatedHub;
import io.weir.eventhubs.emulator.EventHubsEmulator;
import io.weir.ingest.source.RecordingReader;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.store.StoreAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who only looks at a hub sees what there is, wherever it lies. */
class HubPartitionsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static EventHubsEmulator emulator;

    @BeforeAll
    static void start() throws IOException {
        emulator = EventHubsEmulator.start();
    }

    @AfterAll
    static void stop() throws IOException {
        emulator.close();
    }

    private static EventHubClientBuilder clients(EmulatedHub hub) {
        return new EventHubClientBuilder()
                .connectionString(emulator.connectionString(), hub.name())
                .consumerGroup("$Default");
    }

    private static RecordingReader peek(EmulatedHub hub, int most, RecordingReader seen) {
        StoreAddress store = new StoreAddress("hubs", StoreAddress.EVENTHUBS, Map.of());
        try (EventHubConsumerAsyncClient client = clients(hub).buildAsyncConsumerClient()) {
            new HubPartitions(client).peek(SourceRequest.looking(store, hub.name()), most, PATIENCE, seen);
        }
        return seen;
    }

    @Test
    void allThatIsAskedForIsOfTheOnePartitionThatHasEvents() {
        EmulatedHub hub = emulator.hub("h" + UUID.randomUUID(), 32);
        try (EventHubProducerClient producer = clients(hub).buildProducerClient()) {
            producer.send(Collections.nCopies(200, new EventData("{}")), new SendOptions().setPartitionId("21"));
        }

        RecordingReader seen = peek(hub, 100, new RecordingReader());

        assertThat(seen.records()).isEqualTo(100);
        assertThat(seen.sequences(21)).containsExactlyElementsOf(RecordingReader.range(0, 100));
    }

    @Test
    void noPartitionWaitsForAnotherOneThatSendsNothing() {
        EmulatedHub hub = emulator.hub("h" + UUID.randomUUID(), 3);
        hub.produce(30, Integer::toString);
        hub.stall(0, true);
        RecordingReader seen = new RecordingReader() {
            @Override
            public void add(int partition, long sequence, ByteBuffer payload) {
                super.add(partition, sequence, payload);
                if (records() == 20) {
                    hub.stall(0, false);
                }
            }
        };

        peek(hub, 30, seen);

        for (int partition = 0; partition < 3; partition++) {
            assertThat(seen.sequences(partition)).containsExactlyElementsOf(RecordingReader.range(0, 10));
        }
    }
}
