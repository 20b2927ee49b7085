package io.weir.ingest.source.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.ingest.Topic;
import io.weir.ingest.source.RecordingReader;
import io.weir.ingest.source.Source;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.source.lease.WorkerName;
import io.weir.ingest.store.Entity;
import io.weir.ingest.store.EntityKind;
import io.weir.ingest.store.EntityPage;
import io.weir.ingest.store.SecretRefusedException;
import io.weir.ingest.store.Secrets;
import io.weir.ingest.store.StoreAddress;
import io.weir.support.outbound.OutboundRules;
import io.weir.test.FreePorts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

class KafkaEntitiesTest {

    private static final Secrets NONE = name -> {
        throw new SecretRefusedException("there is no secret " + name);
    };

    private static EmbeddedKafkaKraftBroker broker;

    private static final OutboundRules OUTBOUND = new OutboundRules(List.of("localhost", "127.0.0.0/8"));

    private final KafkaEntities entities = new KafkaEntities(NONE, OUTBOUND);

    @BeforeAll
    static void start() {
        broker = new EmbeddedKafkaKraftBroker(1, 1);
        broker.afterPropertiesSet();
    }

    @AfterAll
    static void stop() {
        broker.destroy();
    }

    private static SourceRequest looking(String topic) {
        return looking(broker.getBrokersAsString(), topic);
    }

    private static SourceRequest looking(String servers, String topic) {
        Map<String, String> properties = Map.of(StoreAddress.BOOTSTRAP_SERVERS, servers);
        return SourceRequest.looking(new StoreAddress("broker", StoreAddress.KAFKA, properties), topic);
    }

    private List<String> all(String prefix, int limit) {
        List<String> seen = new ArrayList<>();
        String from = "";
        do {
            EntityPage page = entities.list(looking(""), prefix, from, limit);
            page.entities().forEach(entity -> seen.add(entity.kind() + " " + entity.path()));
            from = page.next();
        } while (!from.isEmpty());
        return seen;
    }

    @Test
    void topicsAreListedByPrefixInPagesEachOnce() {
        List<String> names = IntStream.range(0, 4)
                .mapToObj(index -> new Topic(broker, 1).name())
                .sorted()
                .toList();
        List<String> wanted = names.stream().map(name -> "TOPIC " + name).toList();
        for (int limit = 1; limit <= 5; limit++) {
            assertThat(all("t", limit)).containsSubsequence(wanted).doesNotHaveDuplicates();
        }
        assertThat(all(names.get(0), 5)).containsExactly(wanted.get(0));
        assertThat(all("__", 5)).isEmpty();
        assertThat(entities.find(looking(names.get(0)))).contains(new Entity(names.get(0), EntityKind.TOPIC));
        assertThat(entities.find(looking("absent"))).isEmpty();
    }

    @Test
    void recordsAreThereWhenAppendReturns() {
        Topic topic = new Topic(broker, 2);
        List<byte[]> records = IntStream.range(0, 1000)
                .mapToObj(row -> ("{\"id\":" + row + "}").getBytes(StandardCharsets.UTF_8))
                .toList();

        entities.append(looking(topic.name()), records);

        List<String> seen = new ArrayList<>();
        new KafkaSources(NONE, new WorkerName(UUID.randomUUID()), OUTBOUND)
                .peek(
                        looking(topic.name()),
                        2_000,
                        Duration.ofMinutes(1),
                        (partition, sequence, payload) ->
                                seen.add(StandardCharsets.UTF_8.decode(payload).toString()));
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(records.stream()
                        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                        .collect(Collectors.toList()));
    }

    /** A store's own address is held by {@code Brokers}; this is about those that a cluster names at it. */
    @Test
    @Timeout(60)
    void brokersThatAClusterLeadsOnToAreHeldByTheSameRule() {
        SourceRequest request = looking(new Topic(broker, 1).name());
        OutboundRules publicOnly = new OutboundRules(List.of());

        refused(() -> new KafkaEntities(NONE, publicOnly).find(request));
        RecordingReader reader = new RecordingReader();
        KafkaSources sources = new KafkaSources(NONE, new WorkerName(UUID.randomUUID()), publicOnly);
        try (Source source = sources.open(request, reader)) {
            refused(() -> {
                while (true) {
                    source.poll(Duration.ofMillis(100), reader);
                }
            });
        }
        assertThat(reader.records()).isZero();
    }

    private static void refused(ThrowingCallable looking) {
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(looking)
                .withMessageContaining("lead on to where")
                .withMessageContaining("leads into a network that is not public")
                .satisfies(refused -> assertThat(refused.isLasting()).isTrue());
    }

    /** Clients send again what may pass by itself. */
    @Test
    void recordsOfWhichOneIsNotTakenAreNotToBeSentAgain() {
        Topic topic = new Topic(broker, 1);
        List<byte[]> records = List.of(new byte[] {1}, new byte[2 << 20], new byte[] {2});

        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> entities.append(looking(topic.name()), records))
                .withMessageContaining("is known to have 1 of 3 records")
                .satisfies(partly -> assertThat(partly.isLasting()).isTrue());
    }

    @Test
    void nothingIsMadeByWritingAndABrokerThatIsAwayIsSaidByName() {
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> entities.append(looking("absent"), List.of(new byte[] {1})))
                .withMessageContaining("there is no topic absent")
                .satisfies(refused -> assertThat(refused.isLasting()).isTrue());
        assertThat(entities.find(looking("absent"))).isEmpty();
        String nobody = "localhost:" + FreePorts.base();
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> entities.list(looking(nobody, ""), "", "", 1))
                .withMessageContaining(nobody)
                .satisfies(away -> assertThat(away.isLasting()).isFalse());
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> entities.list(looking("t/more"), "", "", 1))
                .withMessageContaining("no entities");
    }
}
