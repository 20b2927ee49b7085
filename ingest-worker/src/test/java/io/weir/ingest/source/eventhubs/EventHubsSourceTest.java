package io.weir.ingest.source.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubConsumerAsyncClient;
import com.azure.messaging.eventhubs.EventHubProducerClient;
import io.weir.eventhubs.emulator.EmulatedHub;
import io.weir.ingest.source.LiveSourceContract;
import io.weir.ingest.source.RecordingReader;
import io.weir.ingest.source.Source;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.source.SourceStart;
import io.weir.ingest.source.Sources;
import io.weir.ingest.stage.Envelope;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmulatedHubs.Shared.class)
class EventHubsSourceTest extends LiveSourceContract {

    private final EmulatedHubs hubs;

    EventHubsSourceTest(EmulatedHubs hubs) {
        this.hubs = hubs;
    }

    @Override
    protected Sources sources() {
        return hubs.sources();
    }

    @Override
    protected SourceRequest topic(SourceStart start) {
        return hubs.topic(start);
    }

    @Override
    protected void produce(SourceRequest topic, int from, int to) {
        hubs.produce(topic, from, to);
    }

    @Test
    void whoComesAfterABrokenConnectionLosesNothingAndRepeatsNothing() {
        SourceRequest topic = topic(EARLIEST);
        produce(topic, 0, 1_000);
        RecordingReader before = new RecordingReader();
        try (Source source = sources().open(topic, before)) {
            pollUntil(source, before, 1_000);
            hubs.dropConnections();
            produce(topic, 1_000, 2_000);
            pollUntil(source, before, 2_000);
        } catch (SourceException broken) {
            assertThat(broken.isLasting()).isFalse();
        }

        Map<Integer, Long> held = Map.of(
                0, before.sequences(0).size() - 1L, 1, before.sequences(1).size() - 1L);
        RecordingReader after = new RecordingReader(held);
        try (Source source = sources().open(topic, after)) {
            pollUntil(source, after, 2_000 - before.records());
        }

        assertThat(before.sequences(0)).containsExactlyElementsOf(RecordingReader.range(0, held.get(0) + 1));
        assertThat(after.sequences(0)).containsExactlyElementsOf(RecordingReader.range(held.get(0) + 1, 1_000));
        assertThat(after.sequences(1)).containsExactlyElementsOf(RecordingReader.range(held.get(1) + 1, 1_000));
    }

    @Test
    void whereAHubEndsIsKnownThoughNoEventComes() {
        SourceRequest topic = topic(EARLIEST);
        try (EventHubConsumerAsyncClient client = new EventHubClientBuilder()
                .connectionString(hubs.connectionString(), topic.topic())
                .consumerGroup("$Default")
                .buildAsyncConsumerClient()) {
            HubEnds ends = new HubEnds(client, Duration.ZERO);
            ends.learn(0, 0);
            produce(topic, 0, 200);

            await().until(() -> {
                ends.askIfDue(Set.of(0, 1));
                return ends.of(0, 7) == 100 && ends.of(1, 7) == 100;
            });
            assertThat(ends.of(0, 101)).isEqualTo(101);
            ends.close();
        }
    }

    /** Of 50 KB each, 500 sent ahead and a window of small ones would be more than 200 MB. */
    @Test
    void ofLargeEventsFewAreOnTheirWayToWhoDoesNotTakeThem() {
        EmulatedHub hub = hubs.make("large-" + UUID.randomUUID(), 1);
        String text = "x".repeat(50_000);
        hub.produce(2_000, index -> index + text);
        SourceRequest topic = hubs.reading(hub, EARLIEST);
        RecordingReader counting = new RecordingReader() {
            @Override
            public void add(int partition, long sequence, ByteBuffer payload) {
                assertThat(payload.remaining()).isGreaterThan(50_000);
                super.add(partition, sequence, ByteBuffer.wrap(new byte[] {'x'}));
            }
        };

        try (Source source = sources().open(topic, counting)) {
            while (counting.records() < 700) {
                source.poll(SHORT, counting);
            }
            int taken = counting.records();
            int most = HubLinks.FEW_AHEAD + (int) (Window.MOST_BYTES / 50_000) + 10;
            await().during(Duration.ofMillis(500)).until(() -> hub.sent(0) <= taken + most);

            pollUntil(source, counting, 2_000);
        }
        assertThat(counting.gaps()).isEmpty();
        assertThat(counting.sequences(0)).containsExactlyElementsOf(RecordingReader.range(0, 2_000));
    }

    @Test
    void eventsThatRetentionTookAreAGap() {
        SourceRequest topic = topic(EARLIEST);
        produce(topic, 0, 200);
        hubs.of(topic).trim(0, 60);
        RecordingReader reader = new RecordingReader(Map.of(0, 49L, 1, 49L));

        try (Source source = sources().open(topic, reader)) {
            pollUntil(source, reader, 90);
        }

        assertThat(reader.gaps()).containsExactly("0: 50 to 60");
        assertThat(reader.sequences(0)).startsWith(60L);
    }

    /** As the checkpoints of other readers have it: the event at an offset was dealt with. */
    @Test
    void partitionsBeginAfterTheEventsOfTheOffsetsThatAreNamed() {
        SourceRequest topic = topic(EARLIEST);
        produce(topic, 0, 20);
        RecordingReader looking = new RecordingReader();
        sources().peek(enveloped(topic), 100, PATIENCE, looking);
        Envelope fourth = Envelope.read(looking.payload(0, 3).getBytes(StandardCharsets.ISO_8859_1));
        String offset = fourth.attributes().replaceAll(".*\"offset\":\"?([0-9]+).*", "$1");
        RecordingReader reader = new RecordingReader();

        try (Source source =
                sources().open(topic.startingAt(new SourceStart.AfterOffsets(Map.of(0, offset))), reader)) {
            pollUntil(source, reader, 16);
        }

        assertThat(reader.begun()).isEqualTo(Map.of(0, 4L, 1, 0L));
        assertThat(reader.sequences(0)).containsExactlyElementsOf(RecordingReader.range(4, 10));
        assertThat(reader.sequences(1)).containsExactlyElementsOf(RecordingReader.range(0, 10));
    }

    private static SourceRequest enveloped(SourceRequest bare) {
        return new SourceRequest(bare.broker(), bare.reader(), bare.topic(), bare.group(), bare.start(), true);
    }

    @Test
    void beforeTheFirstOffsetAndAfterTheLastThereIsAPlaceToBegin() {
        SourceRequest topic = topic(EARLIEST);
        produce(topic, 0, 20);
        String last = lastOffset(topic, 1);

        assertThat(sources().firstAfter(topic, Map.of(0, "-1", 1, last))).isEqualTo(Map.of(0, 0L, 1, 10L));
        hubs.of(topic).trim(0, 4);
        hubs.of(topic).trim(1, 10);
        assertThat(sources().firstAfter(topic, Map.of(0, "0", 1, "0"))).isEqualTo(Map.of(0, 4L, 1, 10L));
    }

    private String lastOffset(SourceRequest topic, int partition) {
        try (EventHubProducerClient asking = new EventHubClientBuilder()
                .connectionString(hubs.connectionString(), topic.topic())
                .buildProducerClient()) {
            return asking.getPartitionProperties(Integer.toString(partition)).getLastEnqueuedOffset();
        }
    }

    @Test
    void offsetsThatAHubDoesNotHaveYetAreRefusedAllAtOnceAndNotWaitedFor() {
        SourceRequest topic = topic(EARLIEST);
        Map<Integer, String> offsets = Map.of(0, "64000000", 1, "5");

        assertThatThrownBy(() -> sources().firstAfter(topic, offsets))
                .isInstanceOfSatisfying(SourceException.class, refused -> assertThat(refused.isLasting())
                        .isTrue())
                .hasMessageContaining("partition 0 of hub " + topic.topic())
                .hasMessageContaining("cannot be read after offset 64000000")
                .hasMessageContaining("cannot be read after offset 5.");
    }

    @Test
    void aHubThatGrowsIsReadWholeByTheSessionThatReadsIt() {
        SourceRequest topic = topic(EARLIEST);
        produce(topic, 0, 20);
        RecordingReader reader = new RecordingReader();

        try (Source source = sources().open(topic, reader)) {
            pollUntil(source, reader, 20);
            hubs.of(topic).grow(2);
            produce(topic, 20, 60);
            pollUntil(source, reader, 60);
            assertThat(source.positions()).hasSize(4);
        }

        assertThat(reader.sequences(3)).containsExactlyElementsOf(RecordingReader.range(0, 10));
    }
}
