package io.weir.ingest.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.weir.ingest.dependency.Dependencies;
import io.weir.ingest.dependency.DependencySettings;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.store.Entity;
import io.weir.ingest.store.EntityKind;
import io.weir.ingest.store.EntityPage;
import io.weir.ingest.store.StoreAddress;
import io.weir.support.outbound.OutboundRules;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** What is done with streams, whoever keeps them. */
@Timeout(60)
abstract class KinesisContract {

    static final String KEY = "AKIAREADER";
    static final String SECRET = "hunter2-of-kinesis";
    private static final String REGION = "us-east-1";
    static final Duration LONG = Duration.ofSeconds(20);

    final URI endpoint;
    final KinesisClient owner;
    KinesisStreams streams;
    private final String named = "t" + UUID.randomUUID().toString().substring(0, 8);

    KinesisContract(URI endpoint) {
        this.endpoint = endpoint;
        this.owner = KinesisClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(REGION))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("owner", "key")))
                .build();
    }

    @BeforeEach
    void open() {
        streams = open(List.of("127.0.0.0/8"), endpoint);
    }

    @AfterEach
    void close() {
        streams.close();
        owner.listStreams(all -> all.limit(10_000)).streamNames().stream()
                .filter(name -> name.startsWith(named))
                .forEach(name -> owner.deleteStream(stream -> stream.streamName(name)));
        owner.close();
    }

    static KinesisStreams open(List<String> allowed, URI endpoint) {
        return stores(allowed).open(store(endpoint, "secret:kinesis"));
    }

    static StoreAddress store(URI endpoint, String secret) {
        return new StoreAddress(
                "events",
                StoreAddress.KINESIS,
                Map.of(
                        StoreAddress.REGION,
                        REGION,
                        StoreAddress.ENDPOINT,
                        endpoint.toString(),
                        StoreAddress.ACCESS_KEY_ID,
                        KEY,
                        StoreAddress.SECRET_ACCESS_KEY,
                        secret));
    }

    static KinesisStores stores(List<String> allowed) {
        return new KinesisStores(
                name -> SECRET + "\n", new OutboundRules(allowed), new Dependencies(DependencySettings.DEFAULTS));
    }

    /** Makes a stream and waits until it is there. */
    String stream(String name, int shards) {
        owner.createStream(stream -> stream.streamName(named + name).shardCount(shards));
        awaitActive(named + name);
        return named + name;
    }

    private void awaitActive(String stream) {
        await().pollInterval(Duration.ofMillis(50))
                .until(() -> owner.describeStreamSummary(summary -> summary.streamName(stream))
                                .streamDescriptionSummary()
                                .streamStatus()
                        == StreamStatus.ACTIVE);
    }

    static List<byte[]> records(int count) {
        return IntStream.range(0, count)
                .mapToObj(row -> ("{\"id\":" + row + "}").getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    List<String> seen(String stream, int most, Duration longest) {
        List<String> seen = new ArrayList<>();
        streams.peek(stream, most, longest, false, (shard, sequence, payload) -> {
            assertThat(sequence).isEqualTo(seen.size());
            seen.add(StandardCharsets.UTF_8.decode(payload).toString());
        });
        return seen;
    }

    static List<String> texts(List<byte[]> records) {
        return records.stream()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .toList();
    }

    static void refused(ThrowingCallable call, boolean lasting, String... said) {
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(call)
                .withMessageContainingAll(said)
                .satisfies(failed -> assertThat(failed.isLasting()).isEqualTo(lasting))
                .satisfies(failed ->
                        assertThat(failed.getMessage()).doesNotContain(SECRET).hasLineCount(1));
    }

    @Test
    void streamsAreListedByPrefixInPagesEachOnce() {
        List<String> names =
                Stream.of("-a", "-b", "-c", "x").map(name -> stream(name, 1)).toList();
        for (int limit = 1; limit <= 5; limit++) {
            assertThat(all(named, limit)).containsExactlyElementsOf(names);
            assertThat(all("", limit)).containsSubsequence(names).doesNotHaveDuplicates();
        }
        assertThat(all(named + "-", 2)).containsExactlyElementsOf(names.subList(0, 3));
        assertThat(all("absent", 2)).isEmpty();
        assertThat(streams.find(names.get(0))).contains(new Entity(names.get(0), EntityKind.STREAM));
        assertThat(streams.find(named)).isEmpty();
        assertThat(streams.find("no/name")).isEmpty();
    }

    List<String> all(String prefix, int limit) {
        List<String> seen = new ArrayList<>();
        String from = "";
        do {
            EntityPage page = streams.list(prefix, from, limit);
            assertThat(page.entities()).hasSizeLessThanOrEqualTo(limit);
            page.entities().forEach(entity -> seen.add(entity.path()));
            from = page.next();
        } while (!from.isEmpty());
        return seen;
    }

    /** More than one call takes. */
    @Test
    void recordsAreThereWhenAppendReturns() {
        String stream = stream("-many", 2);
        List<byte[]> records = records(1_200);

        streams.append(stream, records);

        assertThat(seen(stream, 2_000, LONG)).containsExactlyInAnyOrderElementsOf(texts(records));
        assertThat(seen(stream, 10, LONG)).hasSize(10).doesNotHaveDuplicates();
        assertThat(streams.shards(stream)).hasSize(2).allMatch(Shard::open);
    }

    @Test
    void theLargestRecordIsTaken() {
        String stream = stream("-large", 1);
        streams.append(stream, List.of(largest()));
        assertThat(seen(stream, 3, LONG)).hasSize(1).allMatch(text -> text.length() == largest().length);
    }

    static byte[] largest() {
        return "x".repeat(KinesisStreams.LARGEST_RECORD).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void recordsOfShardsThatWereSplitAreSeenToo() {
        String stream = stream("-split", 1);
        streams.append(stream, records(10));
        String id = streams.shards(stream).get(0).id();
        owner.splitShard(split -> split.streamName(stream)
                .shardToSplit(id)
                .newStartingHashKey("170141183460469231731687303715884105728"));
        awaitActive(stream);
        streams.append(stream, List.of("{\"late\":1}".getBytes(StandardCharsets.UTF_8)));

        assertThat(streams.shards(stream)).hasSize(3).filteredOn(Shard::open).hasSize(2);
        assertThat(seen(stream, 100, LONG))
                .startsWith("{\"late\":1}")
                .containsAll(texts(records(10)))
                .hasSize(11);
    }

    @Test
    void aSampleOfNothingEnds() {
        assertThat(seen(stream("-empty", 3), 10, LONG)).isEmpty();
    }

    @Test
    void aStreamThatIsNotThereIsSaidByName() {
        refused(() -> streams.append("absent", records(1)), true, "has no stream absent");
        refused(() -> streams.shards("absent"), true, "has no stream absent", endpoint.toString());
        String stream = stream("-gone", 1);
        assertThat(all(stream, 1)).containsExactly(stream);
        owner.deleteStream(gone -> gone.streamName(stream));
        await().until(() -> streams.find(stream).isEmpty());
        refused(() -> seen(stream, 10, LONG), true, "has no stream " + stream);
    }
}
