package io.weir.ingest.source.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.azure.core.amqp.exception.AmqpErrorCondition;
import com.azure.core.amqp.exception.AmqpException;
import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubConsumerAsyncClient;
import com.azure.messaging.eventhubs.EventHubProducerClient;
import com.azure.messaging.eventhubs.models.SendOptions;
import io.weir.eventhubs.emulator.EmulatedHub;
import io.weir.eventhubs.emulator.EventHubsEmulator;
import io.weir.ingest.IngestPlatform;
import io.weir.ingest.source.LiveSourceContract;
import io.weir.ingest.source.RecordingReader;
import io.weir.ingest.source.Source;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.source.SourceStart;
import io.weir.ingest.source.Sources;
import io.weir.ingest.source.lease.HubReader;
import io.weir.ingest.source.lease.PartitionLeases;
import io.weir.ingest.source.lease.Share;
import io.weir.ingest.source.lease.WorkerName;
import io.weir.ingest.stage.Envelope;
import io.weir.ingest.store.Entity;
import io.weir.ingest.store.EntityKind;
import io.weir.ingest.store.SecretRefusedException;
import io.weir.ingest.store.Secrets;
import io.weir.ingest.store.StoreAddress;
import io.weir.ingest.store.StoresUnavailableException;
import io.weir.support.azure.OwnIdentity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventHubsSourceTest extends LiveSourceContract {

    @TempDir
    static Path folder;

    private static final Secrets NONE = name -> {
        throw new SecretRefusedException("there is no secret " + name);
    };

    private static EventHubsEmulator emulator;
    private static IngestPlatform platform;
    private static PartitionLeases leases;

    private final Map<String, EmulatedHub> hubs = new HashMap<>();

    @BeforeAll
    static void start() throws IOException {
        emulator = EventHubsEmulator.start();
        Files.writeString(folder.resolve("connection"), emulator.connectionString());
        platform = new IngestPlatform(folder, "localhost:1");
        leases = platform.start().getBean(PartitionLeases.class);
    }

    @AfterAll
    static void stop() throws IOException {
        platform.close();
        emulator.close();
    }

    @Override
    protected Sources sources() {
        return sources(Map.of(), NONE);
    }

    private static Sources sources(Map<String, String> environment, Secrets secrets) {
        return sources(new WorkerName(UUID.randomUUID()), environment, secrets);
    }

    private static Sources sources(WorkerName worker, Map<String, String> environment, Secrets secrets) {
        return new EventHubsSources(
                leases, worker, environment, secrets, WorkerIdentity.ofAzure(new OwnIdentity(List.of())));
    }

    @Override
    protected SourceRequest topic(SourceStart start) {
        EmulatedHub hub = emulator.hub("h" + UUID.randomUUID(), 2);
        hubs.put(hub.name(), hub);
        return new SourceRequest(
                store("file:" + folder.resolve("connection")), "reader", hub.name(), "$Default", start);
    }

    private static StoreAddress store(String connectionString) {
        return new StoreAddress(
                "hubs",
                StoreAddress.EVENTHUBS,
                Map.of(StoreAddress.NAMESPACE, emulator.namespace(), StoreAddress.CONNECTION_STRING, connectionString));
    }

    @Override
    protected void produce(SourceRequest topic, int from, int to) {
        hubs.get(topic.topic()).produce(to - from, index -> Integer.toString(from + index));
    }

    @Test
    void whoComesAfterABrokenConnectionLosesNothingAndRepeatsNothing() {
        SourceRequest topic = topic(EARLIEST);
        produce(topic, 0, 1_000);
        RecordingReader before = new RecordingReader();
        try (Source source = sources().open(topic, before)) {
            pollUntil(source, before, 1_000);
            emulator.dropConnections();
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
                .connectionString(emulator.connectionString(), topic.topic())
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
        EmulatedHub hub = emulator.hub("large-" + UUID.randomUUID(), 1);
        String text = "x".repeat(50_000);
        hub.produce(2_000, index -> index + text);
        SourceRequest topic = new SourceRequest(
                store("file:" + folder.resolve("connection")), "reader", hub.name(), "$Default", EARLIEST);
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
        hubs.get(topic.topic()).trim(0, 60);
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
        hubs.get(topic.topic()).trim(0, 4);
        hubs.get(topic.topic()).trim(1, 10);
        assertThat(sources().firstAfter(topic, Map.of(0, "0", 1, "0"))).isEqualTo(Map.of(0, 4L, 1, 10L));
    }

    private static String lastOffset(SourceRequest topic, int partition) {
        try (EventHubProducerClient asking = new EventHubClientBuilder()
                .connectionString(emulator.connectionString(), topic.topic())
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

    /** A reader that writes what it is handed over to what both have in common, before anything else happens. */
    private static final class Sharing extends RecordingReader {
        private final Map<Integer, Long> sink;
        private final Set<Integer> revoked = new TreeSet<>();

        Sharing(Map<Integer, Long> sink) {
            this.sink = sink;
        }

        @Override
        public void add(int partition, long sequence, ByteBuffer payload) {
            super.add(partition, sequence, payload);
            assertThat(sink.put(partition, sequence)).isEqualTo(sequence == 0 ? null : Long.valueOf(sequence - 1));
        }

        @Override
        public Map<Integer, Long> assigned(Set<Integer> partitions) {
            return partitions.stream()
                    .collect(Collectors.toMap(each -> each, each -> sink.getOrDefault(each, FROM_START)));
        }

        @Override
        public void revoked(Set<Integer> partitions) {
            revoked.addAll(partitions);
        }
    }

    @Test
    void twoWorkersShareAHubAndTheOtherGetsItWholeWhenOneLeaves() {
        SourceRequest topic = topic(EARLIEST);
        produce(topic, 0, 100);
        Map<Integer, Long> sink = new TreeMap<>();
        Sharing first = new Sharing(sink);
        Sharing second = new Sharing(sink);

        try (Source one = sources().open(topic, first)) {
            pollUntil(one, first, 100);
            try (Source other = sources().open(topic, second)) {
                pollBoth(one, first, other, second, () -> other.positions().size() == 1);
                produce(topic, 100, 200);
                pollBoth(one, first, other, second, () -> first.records() + second.records() == 200);
                assertThat(first.revoked)
                        .isEqualTo(other.positions().keySet())
                        .doesNotContainAnyElementsOf(one.positions().keySet());
                assertThat(second.records()).isEqualTo(50);
            }
            produce(topic, 200, 300);
            pollUntil(one, first, 250);
        }
        assertThat(sink).isEqualTo(Map.of(0, 149L, 1, 149L));
    }

    private static void pollBoth(
            Source one, RecordingReader first, Source other, RecordingReader second, Callable<Boolean> enough) {
        await().until(() -> {
            one.poll(SHORT, first);
            other.poll(SHORT, second);
            return enough.call();
        });
    }

    @Test
    void partitionsAreSharedEvenlyAndTakenFromNobodyWhoStillHasThem() {
        String hub = "even-" + UUID.randomUUID();
        HubReader first = reader(hub);
        HubReader second = reader(hub);
        HubReader third = reader(hub);

        assertThat(settle(first).owned()).hasSize(32);
        assertThat(settle(second).owned()).isEmpty();
        assertThat(settle(first).surplus()).hasSize(16);
        assertThat(settle(second).owned()).isEmpty();
        leases.release(first, settle(first).surplus());
        assertThat(settle(second).owned()).hasSize(16).allSatisfy((partition, epoch) -> assertThat(epoch)
                .isEqualTo(2));
        settle(third);
        leases.release(first, settle(first).surplus());
        leases.release(second, settle(second).surplus());
        assertThat(settle(third).owned()).hasSize(10);

        platform.update("update hub_member set held_until = '-infinity' where member = '" + first.member() + "'");
        platform.update("update hub_partition set held_until = '-infinity' where owner = '" + first.member() + "'");
        assertThat(settle(second).owned()).hasSize(16);
        assertThat(settle(third).owned()).hasSize(16);
        assertThat(settle(first).owned()).isEmpty();
        leases.leave(third);
        assertThat(settle(first).owned()).hasSize(16);
        assertThat(settle(second).surplus()).isEmpty();
    }

    private static HubReader reader(String hub) {
        return new HubReader(hub, "reader", UUID.randomUUID());
    }

    private static Share settle(HubReader reader) {
        Set<Integer> partitions = IntStream.range(0, 32).boxed().collect(Collectors.toSet());
        return leases.settle(reader, partitions, Duration.ofMinutes(5));
    }

    @Test
    void noEpochOfAPartitionIsGivenToTwoWhoComeAndGoAtOnce() throws Exception {
        String hub = "crowded-" + UUID.randomUUID();
        Map<String, UUID> given = new ConcurrentHashMap<>();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> ends = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            ends.add(threads.submit(() -> {
                for (int life = 0; life < 5; life++) {
                    HubReader reader = reader(hub);
                    for (int turn = 0; turn < 4; turn++) {
                        Share share = settle(reader);
                        share.owned().forEach((partition, epoch) -> assertThat(
                                        given.computeIfAbsent(partition + "@" + epoch, any -> reader.member()))
                                .isEqualTo(reader.member()));
                        leases.release(reader, share.surplus());
                    }
                    leases.leave(reader);
                }
                return null;
            }));
        }
        for (Future<?> end : ends) {
            end.get();
        }
        threads.shutdown();
        assertThat(given).hasSizeGreaterThan(64);
    }

    @Test
    void whoSleptThroughItsLeaseIsCutOffByTheBroker() {
        SourceRequest topic = topic(EARLIEST);
        produce(topic, 0, 10);
        RecordingReader zombie = new RecordingReader();
        RecordingReader successor = new RecordingReader(Map.of(0, 4L, 1, 4L));

        try (Source asleep = sources().open(topic, zombie)) {
            pollUntil(asleep, zombie, 10);
            expire(topic);
            try (Source source = sources().open(topic, successor)) {
                source.poll(SHORT, successor);
                assertThat(source.positions()).hasSize(2);
                assertThatThrownBy(() -> pollUntil(asleep, zombie, 11))
                        .isInstanceOf(SourceException.class)
                        .hasMessageContaining("level");
                produce(topic, 10, 20);
                pollUntil(source, successor, 10);
            }
        }

        assertThat(zombie.records()).isEqualTo(10);
    }

    @Test
    void whoComesBackHasItsPartitionsAtOnceAndCutsOffItsFormerSelf() {
        SourceRequest topic = topic(EARLIEST);
        produce(topic, 0, 10);
        Sources worker = sources(new WorkerName(UUID.randomUUID()), Map.of(), NONE);
        RecordingReader before = new RecordingReader();
        RecordingReader after = new RecordingReader(Map.of(0, 4L, 1, 4L));

        try (Source killed = worker.open(topic, before)) {
            pollUntil(killed, before, 10);
            try (Source back = worker.open(topic, after)) {
                back.poll(SHORT, after);
                assertThat(back.positions()).hasSize(2);
                assertThatThrownBy(() -> pollUntil(killed, before, 11))
                        .isInstanceOf(SourceException.class)
                        .hasMessageContaining("level");
                produce(topic, 10, 20);
                pollUntil(back, after, 10);
            }
        }
    }

    @Test
    void aHubThatGrowsIsReadWholeByTheSessionThatReadsIt() {
        SourceRequest topic = topic(EARLIEST);
        produce(topic, 0, 20);
        RecordingReader reader = new RecordingReader();

        try (Source source = sources().open(topic, reader)) {
            pollUntil(source, reader, 20);
            hubs.get(topic.topic()).grow(2);
            produce(topic, 20, 60);
            pollUntil(source, reader, 60);
            assertThat(source.positions()).hasSize(4);
        }

        assertThat(reader.sequences(3)).containsExactlyElementsOf(RecordingReader.range(0, 10));
    }

    private static void expire(SourceRequest topic) {
        for (String table : List.of("hub_member", "hub_partition")) {
            platform.update(
                    "update " + table + " set held_until = '-infinity' where hub like '%" + topic.topic() + "%'");
        }
    }

    /** Event Hubs does not tell groups apart by case. */
    @ParameterizedTest
    @ValueSource(strings = {"readers", "Readers"})
    void anotherPipelineOfTheSameGroupIsToldWhoReads(String group) {
        SourceRequest any = topic(EARLIEST);
        SourceRequest topic = new SourceRequest(any.broker(), "reader", any.topic(), "readers", any.start());
        SourceRequest other = new SourceRequest(any.broker(), "another", any.topic(), group, any.start());
        RecordingReader reader = new RecordingReader();

        try (Source source = sources().open(topic, reader);
                Source refused = sources().open(other, reader)) {
            source.poll(SHORT, reader);
            assertThatThrownBy(() -> refused.poll(SHORT, reader))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("is used by pipeline reader");
        }
    }

    @Test
    void aConnectionStringMayBeAVariableOfTheWorkers() {
        SourceRequest topic = in(store("env:HUBS"), topic(EARLIEST));
        produce(topic, 0, 7);

        assertThat(sources(Map.of("HUBS", emulator.connectionString() + "\n"), NONE)
                        .ends(topic))
                .isEqualTo(Map.of(0, 4L, 1, 3L));
        assertThatThrownBy(() -> sources(Map.of(), NONE).ends(topic))
                .isInstanceOf(SourceException.class)
                .hasMessage("the environment variable HUBS, which holds a connection string,"
                        + " is not set where the worker runs");
    }

    @Test
    void aConnectionStringMayBeASecretOfThePlatforms() {
        SourceRequest topic = in(store("secret:hubs"), topic(EARLIEST));
        produce(topic, 0, 7);
        Secrets kept = name -> name.equals("hubs") ? emulator.connectionString() : NONE.value(name);

        assertThat(sources(Map.of(), kept).ends(topic)).isEqualTo(Map.of(0, 4L, 1, 3L));
        assertThatThrownBy(() -> sources(Map.of(), NONE).ends(topic))
                .isInstanceOfSatisfying(SourceException.class, refused -> assertThat(refused.isLasting())
                        .isTrue())
                .hasMessage("there is no secret hubs");
        Secrets away = name -> {
            throw new StoresUnavailableException("the platform does not answer", null);
        };
        assertThatThrownBy(() -> sources(Map.of(), away).ends(topic))
                .isInstanceOfSatisfying(SourceException.class, later -> assertThat(later.isLasting())
                        .isFalse());
    }

    @Test
    void aKeyThatWasExchangedWhileItWasReadWithDoesNotEndAPipeline() {
        SourceRequest topic = topic(EARLIEST);
        var expired = new AmqpException(false, AmqpErrorCondition.UNAUTHORIZED_ACCESS, "of another key", null);
        var gone = new AmqpException(false, AmqpErrorCondition.NOT_FOUND, "no such hub", null);

        assertThat(Failures.ofAdmitted(topic, expired).isLasting()).isFalse();
        assertThat(Failures.of(topic, expired).isLasting()).isTrue();
        assertThat(Failures.ofAdmitted(topic, gone).isLasting()).isTrue();
    }

    @Test
    void aHubIsFoundByItsNameAndTakesEvents() {
        SourceRequest topic = topic(EARLIEST);
        HubEntities entities = entities();
        List<byte[]> events = IntStream.range(0, 300)
                .mapToObj(index -> (index + "x".repeat(4_000)).getBytes(StandardCharsets.UTF_8))
                .toList();
        RecordingReader looking = new RecordingReader();

        assertThat(entities.find(topic)).contains(new Entity(topic.topic(), EntityKind.HUB));
        assertThat(entities.find(SourceRequest.looking(topic.broker(), "absent")))
                .isEmpty();
        entities.append(topic, events);
        sources().peek(topic, 1_000, PATIENCE, looking);

        assertThat(looking.records()).isEqualTo(events.size());
        assertThatThrownBy(() -> entities.append(topic, List.of(new byte[2 << 20])))
                .isInstanceOfSatisfying(SourceException.class, refused -> assertThat(refused.isLasting())
                        .isTrue())
                .hasMessageContaining("exceeded maximum message size");
        assertThatThrownBy(() -> entities.list(SourceRequest.looking(topic.broker(), ""), "", "", 10))
                .hasMessageContaining("in Azure");
    }

    /** Clients send again what may pass by itself. */
    @Test
    void eventsOfWhichSomeWereNotTakenAreNotToBeSentAgain() {
        SourceRequest topic = topic(EARLIEST);
        List<byte[]> events = List.of(new byte[600_000], new byte[600_000], new byte[600_000]);
        hubs.get(topic.topic()).refuseAfter(1);

        assertThatThrownBy(() -> entities().append(topic, events))
                .isInstanceOfSatisfying(SourceException.class, partly -> assertThat(partly.isLasting())
                        .isTrue())
                .hasMessageContaining("is known to have 1 of 3 events");
        assertThat(sources().ends(topic).values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(1);
    }

    private static HubEntities entities() {
        return new HubEntities(new HubClients(
                new ConnectionStrings(Map.of(), NONE), WorkerIdentity.ofAzure(new OwnIdentity(List.of()))));
    }

    @Test
    void whatIsSentAtOnceOrWithOneKeyIsInOnePartition() {
        EmulatedHub hub = emulator.hub("h" + UUID.randomUUID(), 3);
        try (EventHubProducerClient producer = new EventHubClientBuilder()
                .connectionString(emulator.connectionString(), hub.name())
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

    private static SourceRequest in(StoreAddress store, SourceRequest topic) {
        return new SourceRequest(store, topic.reader(), topic.topic(), topic.group(), topic.start());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Endpoint=sb://localhost/;SharedAccessKey=geheim",
                "Endpoint=sb://localhost/;SharedAccessKeyName=R;SharedAccessKey=geheim;EntityPath=another",
                "Endpoint=sb://localhost.example/;SharedAccessKeyName=R;SharedAccessKey=geheim",
                "SharedAccessKey=geheim",
                "geheim"
            })
    void aConnectionStringIsNeverRepeated(String unusable) throws IOException {
        Path file = folder.resolve("wrong");
        Files.writeString(file, unusable);
        SourceRequest wrong = new SourceRequest(store("file:" + file), "reader", "hub", "$Default", EARLIEST);

        assertThatThrownBy(() -> sources().open(wrong, new RecordingReader()))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("store hubs")
                .hasNoCause()
                .message()
                .doesNotContain("geheim");
    }
}
