package io.weir.ingest.source.eventhubs;

import static io.weir.ingest.source.SourceContract.EARLIEST;
import static io.weir.ingest.source.SourceContract.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubProducerClient;
import com.azure.messaging.eventhubs.models.SendOptions;
import io.weir.eventhubs.emulator.EmulatedHub;
import io.weir.ingest.source.RecordingReader;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.store.Entity;
import io.weir.ingest.store.EntityKind;
import io.weir.support.azure.OwnIdentity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A hub as an entity of a store: it is found by its name, and takes events. */
@ExtendWith(EmulatedHubs.Shared.class)
class HubEntitiesTest {

    private final EmulatedHubs hubs;

    HubEntitiesTest(EmulatedHubs hubs) {
        this.hubs = hubs;
    }

    @Test
    void aHubIsFoundByItsNameAndTakesEvents() {
        SourceRequest topic = hubs.topic(EARLIEST);
        HubEntities entities = entities();
        List<byte[]> events = IntStream.range(0, 300)
                .mapToObj(index -> (index + "x".repeat(4_000)).getBytes(StandardCharsets.UTF_8))
                .toList();
        RecordingReader looking = new RecordingReader();

        assertThat(entities.find(topic)).contains(new Entity(topic.topic(), EntityKind.HUB));
        assertThat(entities.find(SourceRequest.looking(topic.broker(), "absent")))
                .isEmpty();
        entities.append(topic, events);
        hubs.sources().peek(topic, 1_000, PATIENCE, looking);

        assertThat(looking.records()).isEqualTo(events.size());
        assertThatThrownBy(() -> entities.append(topic, List.of(new byte[2 << 20])))
                .isInstanceOfSatisfying(SourceException.class, refused -> assertThat(refused.isLasting())
                        .isTrue())
                .hasMessageContaining("hub " + topic.topic())
                .hasMessageContaining("takes no events: ")
                .hasMessageContaining("exceeded maximum message size");
        assertThatThrownBy(() -> entities.list(SourceRequest.looking(topic.broker(), ""), "", "", 10))
                .hasMessageContaining("in Azure");
    }

    /** Clients send again what may pass by itself. */
    @Test
    void eventsOfWhichSomeWereNotTakenAreNotToBeSentAgain() {
        SourceRequest topic = hubs.topic(EARLIEST);
        List<byte[]> events = List.of(new byte[600_000], new byte[600_000], new byte[600_000]);
        hubs.of(topic).refuseAfter(1);

        assertThatThrownBy(() -> entities().append(topic, events))
                .isInstanceOfSatisfying(SourceException.class, partly -> assertThat(partly.isLasting())
                        .isTrue())
                .hasMessageContaining("is known to have 1 of 3 events");
        assertThat(hubs.sources().ends(topic).values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(1);
    }

    private static HubEntities entities() {
        return new HubEntities(new HubClients(
                new ConnectionStrings(Map.of(), EmulatedHubs.NO_SECRETS),
                WorkerIdentity.ofAzure(new OwnIdentity(List.of()))));
    }

    @Test
    void whatIsSentAtOnceOrWithOneKeyIsInOnePartition() {
        EmulatedHub hub = hubs.make("h" + UUID.randomUUID(), 3);
        try (EventHubProducerClient producer = new EventHubClientBuilder()
                .connectionString(hubs.connectionString(), hub.name())
                .buildProducerClient()) {
            producer.send(List.of(new EventData("1"), new EventData("2")), new SendOptions().setPartitionId("2"));
            for (int batch = 0; batch < 3; batch++) {
                producer.send(List.of(new EventData("3")), new SendOptions().setPartitionKey("a"));
            }
            assertThat(IntStream.range(0, 3)
                            .mapToObj(partition -> producer.getPartitionProperties(Integer.toString(partition)))
                            .map(properties -> properties.getLastEnqueuedSequenceNumber() + 1))
                    .containsExactlyInAnyOrder(0L, 2L, 3L);
        }
    }
}
