package io.weir.ingest.source.eventhubs;

import static io.weir.ingest.source.SourceContract.EARLIEST;
import static io.weir.ingest.source.SourceContract.SHORT;
import static io.weir.ingest.source.SourceContract.pollUntil;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.ingest.source.RecordingReader;
import io.weir.ingest.source.Source;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.source.Sources;
import io.weir.ingest.source.lease.HubReader;
import io.weir.ingest.source.lease.Share;
import io.weir.ingest.source.lease.WorkerName;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers that read one hub have each its partitions, and the broker cuts off who has lost them. */
@ExtendWith(EmulatedHubs.Shared.class)
class SharedHubTest {

    private final EmulatedHubs hubs;

    SharedHubTest(EmulatedHubs hubs) {
        this.hubs = hubs;
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
        SourceRequest topic = hubs.topic(EARLIEST);
        hubs.produce(topic, 0, 100);
        Map<Integer, Long> sink = new TreeMap<>();
        Sharing first = new Sharing(sink);
        Sharing second = new Sharing(sink);

        try (Source one = hubs.sources().open(topic, first)) {
            pollUntil(one, first, 100);
            try (Source other = hubs.sources().open(topic, second)) {
                pollBoth(one, first, other, second, () -> other.positions().size() == 1);
                hubs.produce(topic, 100, 200);
                pollBoth(one, first, other, second, () -> first.records() + second.records() == 200);
                assertThat(first.revoked)
                        .isEqualTo(other.positions().keySet())
                        .doesNotContainAnyElementsOf(one.positions().keySet());
                assertThat(second.records()).isEqualTo(50);
            }
            hubs.produce(topic, 200, 300);
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
    void whoSleptThroughItsLeaseIsCutOffByTheBroker() {
        SourceRequest topic = hubs.topic(EARLIEST);
        hubs.produce(topic, 0, 10);
        RecordingReader zombie = new RecordingReader();
        RecordingReader successor = new RecordingReader(Map.of(0, 4L, 1, 4L));

        try (Source asleep = hubs.sources().open(topic, zombie)) {
            pollUntil(asleep, zombie, 10);
            hubs.expire(topic);
            try (Source source = hubs.sources().open(topic, successor)) {
                source.poll(SHORT, successor);
                assertThat(source.positions()).hasSize(2);
                assertThatThrownBy(() -> pollUntil(asleep, zombie, 11))
                        .isInstanceOf(SourceException.class)
                        .hasMessageContaining("level");
                hubs.produce(topic, 10, 20);
                pollUntil(source, successor, 10);
            }
        }

        assertThat(zombie.records()).isEqualTo(10);
    }

    @Test
    void whoComesBackHasItsPartitionsAtOnceAndCutsOffItsFormerSelf() {
        SourceRequest topic = hubs.topic(EARLIEST);
        hubs.produce(topic, 0, 10);
        Sources worker = hubs.sources(new WorkerName(UUID.randomUUID()), Map.of(), EmulatedHubs.NO_SECRETS);
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
                hubs.produce(topic, 10, 20);
                pollUntil(back, after, 10);
            }
        }
    }

    /** Event Hubs does not tell groups apart by case. */
    @ParameterizedTest
    @ValueSource(strings = {"readers", "Readers"})
    void anotherPipelineOfTheSameGroupIsToldWhoReads(String group) {
        SourceRequest any = hubs.topic(EARLIEST);
        SourceRequest topic = new SourceRequest(any.broker(), "reader", any.topic(), "readers", any.start());
        SourceRequest other = new SourceRequest(any.broker(), "another", any.topic(), group, any.start());
        RecordingReader reader = new RecordingReader();

        try (Source source = hubs.sources().open(topic, reader);
                Source refused = hubs.sources().open(other, reader)) {
            source.poll(SHORT, reader);
            assertThatThrownBy(() -> refused.poll(SHORT, reader))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("is used by pipeline reader");
        }
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
        hubs.leases().release(first, settle(first).surplus());
        assertThat(settle(second).owned()).hasSize(16).allSatisfy((partition, epoch) -> assertThat(epoch)
                .isEqualTo(2));
        settle(third);
        hubs.leases().release(first, settle(first).surplus());
        hubs.leases().release(second, settle(second).surplus());
        assertThat(settle(third).owned()).hasSize(10);

        hubs.update("update hub_member set held_until = '-infinity' where member = '" + first.member() + "'");
        hubs.update("update hub_partition set held_until = '-infinity' where owner = '" + first.member() + "'");
        assertThat(settle(second).owned()).hasSize(16);
        assertThat(settle(third).owned()).hasSize(16);
        assertThat(settle(first).owned()).isEmpty();
        hubs.leases().leave(third);
        assertThat(settle(first).owned()).hasSize(16);
        assertThat(settle(second).surplus()).isEmpty();
    }

    private static HubReader reader(String hub) {
        return new HubReader(hub, "reader", UUID.randomUUID());
    }

    private Share settle(HubReader reader) {
        Set<Integer> partitions = IntStream.range(0, 32).boxed().collect(Collectors.toSet());
        return hubs.leases().settle(reader, partitions, Duration.ofMinutes(5));
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
                        hubs.leases().release(reader, share.surplus());
                    }
                    hubs.leases().leave(reader);
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
}
