package io.weir.platform.topic;

import static io.weir.platform.TestPlatform.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.weir.platform.TestPlatform;
import io.weir.platform.TestService;
import io.weir.platform.broker.Broker;
import io.weir.platform.broker.Brokers;
import io.weir.test.FreePorts;
import io.weir.test.GuardedListener;
import io.weir.test.TokenIssuer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import tools.jackson.databind.JsonNode;

class TopicsTest {

    private static final String TOPICS = "/api/v1/stores/broker/topics";

    private static final GuardedListener GUARDED = new GuardedListener(FreePorts.base(), "weir", "right \"one\"");

    @TempDir
    private static Path folder;

    private static EmbeddedKafkaKraftBroker broker;
    private static TokenIssuer issuer;
    private static TestPlatform platform;

    @BeforeAll
    static void start() {
        broker = new EmbeddedKafkaKraftBroker(1, 1);
        issuer = TokenIssuer.start();
        GUARDED.settings().forEach(broker::brokerProperty);
        issuer.settings().forEach(broker::brokerProperty);
        broker.afterPropertiesSet();
        platform = new TestPlatform("weir.data-dir=" + folder, "weir.secrets.make-keys=true");
        platform.pipelines("");
        store("broker", broker.getBrokersAsString());
    }

    @AfterAll
    static void stop() {
        platform.close();
        broker.destroy();
        issuer.close();
    }

    private static void store(String name, String servers) {
        String properties = "{\"bootstrapServers\":\"" + servers + "\"}";
        made("/api/v1/stores", "{\"name\":\"" + name + "\",\"kind\":\"KAFKA\",\"properties\":" + properties + "}");
    }

    private static void made(String path, String body) {
        HttpResponse<String> answer = platform.post(path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private static HttpResponse<String> create(String name, int partitions) {
        return platform.post(TOPICS, "{\"name\":\"" + name + "\",\"partitions\":" + partitions + "}");
    }

    @Test
    void theBrokerAnswersTheConnectionTest() {
        JsonNode test = json(platform.post("/api/v1/stores/broker/test-connection", ""));
        assertThat(test.path("ok").asBoolean()).as(test.toString()).isTrue();
    }

    @Test
    void aBrokerThatAsksForAPasswordIsGivenTheSecret() {
        long others = clients();
        made("/api/v1/secrets", "{\"name\":\"kafka\",\"value\":\"wrong\"}");
        String properties =
                "{\"bootstrapServers\":\"" + GUARDED.address() + "\",\"securityProtocol\":\"SASL_PLAINTEXT\","
                        + "\"username\":\"weir\",\"password\":\"secret:kafka\"}";
        made("/api/v1/stores", "{\"name\":\"guarded\",\"kind\":\"KAFKA\",\"properties\":" + properties + "}");
        String topics = "/api/v1/stores/guarded/topics";

        HttpResponse<String> refused = platform.get(topics);
        assertThat(refused.statusCode()).isEqualTo(502);
        assertThat(json(refused).path("detail").asString()).contains("Invalid username or password");
        assertThat(json(platform.post("/api/v1/stores/guarded/test-connection", ""))
                        .path("ok")
                        .asBoolean())
                .isFalse();

        platform.send(platform.request("/api/v1/secrets/kafka")
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString("{\"value\":\"right \\\"one\\\"\"}")));
        made(topics, "{\"name\":\"kept\",\"partitions\":2}");
        assertThat(json(platform.get(topics + "/kept")).path("partitions")).hasSize(2);
        HttpResponse<String> held = platform.delete("/api/v1/secrets/kafka");
        assertThat(json(held).path("code").asString()).isEqualTo("secret-in-use");

        platform.ingest.on("/internal/v1/users", gone -> TestService.answer(gone, 204, "application/json", ""));
        assertThat(platform.delete("/api/v1/secrets/kafka?cascade=true").statusCode())
                .isEqualTo(204);
        await("nobody stays signed in").until(() -> clients() <= others);
        assertThat(platform.bean(CircuitBreakerRegistry.class).find("broker weir@" + GUARDED.address()))
                .isEmpty();
    }

    private static long clients() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("kafka-admin-client"))
                .count();
    }

    @Test
    void aBrokerThatTakesTokensIsGivenOne() {
        made("/api/v1/secrets", "{\"name\":\"client\",\"value\":\"" + TokenIssuer.SECRET + "\"}");
        made("/api/v1/secrets", "{\"name\":\"other\",\"value\":\"geheim\"}");
        String properties = "{\"bootstrapServers\":\"" + GUARDED.address()
                + "\",\"securityProtocol\":\"SASL_PLAINTEXT\",\"saslMechanism\":\"OAUTHBEARER\",\"tokenEndpoint\":\""
                + issuer.tokenEndpoint() + "\",\"username\":\"weir\",\"password\":\"secret:";
        made("/api/v1/stores", "{\"name\":\"tokens\",\"kind\":\"KAFKA\",\"properties\":" + properties + "client\"}}");
        made("/api/v1/stores", "{\"name\":\"denied\",\"kind\":\"KAFKA\",\"properties\":" + properties + "other\"}}");

        made("/api/v1/stores/tokens/topics", "{\"name\":\"by-token\",\"partitions\":2}");
        HttpResponse<String> denied = platform.get("/api/v1/stores/denied/topics");
        assertThat(denied.statusCode()).isEqualTo(502);
        assertThat(json(denied).path("code").asString()).isEqualTo("broker-refused");
        assertThat(denied.body()).contains("invalid_client").doesNotContain("geheim");
        issuer.answer(503);
        try {
            HttpResponse<String> down = platform.get("/api/v1/stores/denied/topics");
            assertThat(down.statusCode()).isEqualTo(503);
            assertThat(down.body()).contains("cannot be signed in to");
        } finally {
            issuer.answer(200);
        }
    }

    @Test
    void aTopicTellsTheOffsetsOfEachPartition() throws Exception {
        HttpResponse<String> created = create("events", 4);
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(json(created).path("partitions")).hasSize(4);
        produce("events", 2, 3);
        JsonNode topic = json(platform.get(TOPICS + "/events"));
        assertThat(topic.path("store").asString()).isEqualTo("broker");
        assertThat(topic.at("/partitions/2/endOffset").asLong()).isEqualTo(3);
        assertThat(topic.at("/partitions/2/earliestOffset").asLong()).isZero();
        assertThat(topic.at("/partitions/0/endOffset").asLong()).isZero();
    }

    @Test
    void aTopicThatWasMadeTakesManyRecordsAtOnceAndInTheirOrder() throws Exception {
        int partitions = 100;
        int each = 200;
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (var producer = new KafkaProducer<byte[], byte[]>(producing())) {
            // Of so many partitions a broker on a busy machine may answer only when it is asked again.
            await().until(() -> create("at-once", partitions).statusCode(), status -> status == 201);
            for (int record = 0; record < partitions * each; record++) {
                sent.add(producer.send(new ProducerRecord<>("at-once", record / each, null, new byte[200])));
            }
        }
        for (int record = 0; record < sent.size(); record++) {
            assertThat(sent.get(record).get().offset()).isEqualTo(record % each);
        }
    }

    private static void produce(String topic, int partition, int records) throws Exception {
        try (var producer = new KafkaProducer<byte[], byte[]>(producing())) {
            for (int number = 0; number < records; number++) {
                byte[] value = "{}".getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>(topic, partition, null, value))
                        .get();
            }
        }
    }

    private static Map<String, Object> producing() {
        return Map.of(
                "bootstrap.servers",
                broker.getBrokersAsString(),
                "delivery.timeout.ms",
                20_000,
                "request.timeout.ms",
                10_000,
                "key.serializer",
                ByteArraySerializer.class,
                "value.serializer",
                ByteArraySerializer.class);
    }

    @Test
    void creatingIsRepeatableButNotWithAnotherNumberOfPartitions() {
        assertThat(create("again", 2).statusCode()).isEqualTo(201);
        assertThat(create("again", 2).statusCode()).isEqualTo(201);
        HttpResponse<String> other = create("again", 3);
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(json(other).path("code").asString()).isEqualTo("topic-exists");
        assertThat(json(other).path("partitions").asInt()).isEqualTo(2);
    }

    /** Brokers hear of a new topic later than its creator has his answer. */
    @Test
    void aTopicThatABrokerHasNotHeardOfYetIsWaitedFor() throws Exception {
        String servers = broker.getBrokersAsString();
        CountDownLatch unheardOf = new CountDownLatch(1);
        platform.bean(CircuitBreakerRegistry.class)
                .circuitBreaker("broker " + servers, "broker")
                .getEventPublisher()
                .onEvent(answered -> unheardOf.countDown());
        Broker asked = new Broker(servers, Map.of());
        CompletableFuture<List<Brokers.Offsets>> offsets =
                CompletableFuture.supplyAsync(() -> platform.bean(Brokers.class).offsets(asked, "later", 1));
        assertThat(unheardOf.await(TestPlatform.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(create("later", 1).statusCode()).isEqualTo(201);
        assertThat(offsets).succeedsWithin(TestPlatform.PATIENCE).isEqualTo(List.of(new Brokers.Offsets(0, 0)));
    }

    private static HttpResponse<String> patch(String topic, String body, String... headers) {
        return platform.send(platform.request(TOPICS + "/" + topic, headers)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(body)));
    }

    private static String tag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    @Test
    void aTopicGetsMorePartitionsAndOtherProperties() {
        create("changed", 2);
        HttpResponse<String> read = platform.get(TOPICS + "/changed");
        assertThat(json(read).path("properties").isEmpty()).isTrue();

        HttpResponse<String> changed = patch(
                "changed", "{\"partitions\":3,\"properties\":{\"retention.ms\":\"60000\"}}", "If-Match", tag(read));
        HttpResponse<String> late = patch("changed", "{\"partitions\":4}", "If-Match", tag(read));

        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(json(changed).path("partitions")).hasSize(3);
        assertThat(json(changed).path("properties").toString()).isEqualTo("{\"retention.ms\":\"60000\"}");
        assertThat(late.statusCode()).isEqualTo(412);
        assertThat(platform.get(TOPICS + "/changed").body()).isEqualTo(changed.body());
        HttpResponse<String> same = patch(
                "changed",
                changed.body()
                        .replaceAll("\"(store|name)\":\"[^\"]*\",", "")
                        .replaceAll("\"partitions\":\\[.*?],", "\"partitions\":3,"));
        assertThat(tag(same)).as("nothing was to do").isEqualTo(tag(changed));
        assertThat(json(patch("changed", "{\"properties\":{\"retention.ms\":null}}"))
                        .path("properties")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void ofTwoWhoReadTheSameTopicOneChangesIt() {
        create("raced", 1);
        for (int trial = 1; trial <= 4; trial++) {
            String tag = tag(platform.get(TOPICS + "/raced"));
            int more = 2 * trial;
            List<Integer> statuses = List.of(more, more + 1).stream()
                    .map(partitions -> CompletableFuture.supplyAsync(
                            () -> patch("raced", "{\"partitions\":" + partitions + "}", "If-Match", tag)
                                    .statusCode()))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
            assertThat(statuses).containsExactlyInAnyOrder(200, 412);
        }
    }

    @Test
    void whatATopicCannotBeIsNamedAndNothingOfItIsDone() {
        create("refusing", 2);
        for (var refused : Map.of(
                        "{\"partitions\":1}", "partitions",
                        "{\"partitions\":1001}", "partitions",
                        "{\"partitions\":3,\"properties\":{\"retention.ms\":\"soon\"}}", "properties",
                        "{\"partitions\":3,\"properties\":{\"no.such\":\"1\"}}", "properties")
                .entrySet()) {
            HttpResponse<String> answer = patch("refusing", refused.getKey());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
            assertThat(json(answer).at("/errors/0/field").asString()).isEqualTo(refused.getValue());
        }
        JsonNode topic = json(platform.get(TOPICS + "/refusing"));
        assertThat(topic.path("partitions")).hasSize(2);
        assertThat(topic.path("properties").isEmpty()).isTrue();
        assertThat(patch("nowhere", "{}").statusCode()).isEqualTo(404);
    }

    /** Who read the one that is gone must not change the next of its name. */
    @Test
    void theNextTopicOfANameHasAnotherTag() {
        create("again-made", 1);
        String tag = tag(platform.get(TOPICS + "/again-made"));
        platform.delete(TOPICS + "/again-made");
        await().until(() -> create("again-made", 1).statusCode() == 201
                && !tag(platform.get(TOPICS + "/again-made")).equals(tag));
        assertThat(patch("again-made", "{\"partitions\":2}", "If-Match", tag).statusCode())
                .isEqualTo(412);
    }

    @Test
    void manyMayCreateOneTopicAtOnce() {
        List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
        for (int caller = 0; caller < 6; caller++) {
            calls.add(CompletableFuture.supplyAsync(() -> create("contended", 3)));
        }
        assertThat(calls)
                .allSatisfy(call -> assertThat(call.join().statusCode()).isEqualTo(201));
    }

    @Test
    void topicsAreListedInOrderAndDeleted() {
        create("list-b", 1);
        create("list-a", 1);
        JsonNode names = json(platform.get(TOPICS)).path("items");
        List<String> listed = new ArrayList<>();
        names.forEach(name -> listed.add(name.asString()));
        assertThat(listed).isSorted().contains("list-a", "list-b").noneMatch(name -> name.startsWith("__"));
        assertThat(platform.delete(TOPICS + "/list-a").statusCode()).isEqualTo(204);
        assertThat(platform.delete(TOPICS + "/list-a").statusCode()).isEqualTo(404);
        for (String impossible : List.of("a%2Fb", "%F0%9F%98%80", "x".repeat(300))) {
            assertThat(platform.get(TOPICS + "/" + impossible).statusCode()).isEqualTo(404);
            assertThat(platform.delete(TOPICS + "/" + impossible).statusCode()).isEqualTo(404);
        }
        // The controller has deleted it; the broker that is asked hears of it a moment later.
        HttpResponse<String> gone =
                await().until(() -> platform.get(TOPICS + "/list-a"), answer -> answer.statusCode() != 200);
        assertThat(gone.statusCode()).isEqualTo(404);
        assertThat(json(gone).path("code").asString()).isEqualTo("topic-not-found");
    }

    @Test
    void aTopicThatAPipelineJoinsIsKept() {
        create("joined", 1);
        platform.pipelines(
                "{\"name\":\"orders\",\"state\":\"STOPPED\",\"source\":{\"store\":\"broker\",\"topic\":\"t\"},"
                        + "\"join\":{\"with\":{\"source\":{\"store\":\"broker\",\"topic\":\"joined\"},\"time\":\"paid\"},"
                        + "\"on\":{\"id\":\"id\"},\"time\":\"at\",\"withinMillis\":1},\"target\":{\"delta\":{\"table\":\"o\"}}}");

        HttpResponse<String> refused = platform.delete(TOPICS + "/joined");
        platform.pipelines("");

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(platform.delete(TOPICS + "/joined").statusCode()).isEqualTo(204);
    }

    @Test
    void aTopicThatAPipelineReadsIsKept() {
        create("read", 1);
        platform.pipelines(
                "{\"name\":\"orders\",\"state\":\"STOPPED\",\"source\":{\"store\":\"broker\",\"topic\":\"read\"},"
                        + "\"target\":{\"warehouse\":{\"store\":\"lake\",\"table\":\"o\"}}}");

        HttpResponse<String> refused = platform.delete(TOPICS + "/read");
        HttpResponse<String> other = platform.delete(TOPICS + "/unread");
        platform.pipelines("");
        HttpResponse<String> done = platform.delete(TOPICS + "/read");

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(json(refused).path("code").asString()).isEqualTo("topic-in-use");
        assertThat(json(refused).at("/users/0").asString()).isEqualTo("pipeline orders");
        assertThat(other.statusCode()).isEqualTo(404);
        assertThat(done.statusCode()).isEqualTo(204);
    }

    @Test
    void badTopicsAreRefusedByField() {
        assertThat(json(create("a b", 1)).at("/errors/0/field").asString()).isEqualTo("name");
        assertThat(json(create("none", 0)).at("/errors/0/field").asString()).isEqualTo("partitions");
        assertThat(platform.get("/api/v1/stores/nobody/topics").statusCode()).isEqualTo(404);
    }
}
