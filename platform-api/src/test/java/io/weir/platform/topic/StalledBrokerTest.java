package io.weir.platform.topic;

import static io.weir.platform.TestPlatform.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.weir.platform.TestPlatform;
import io.weir.platform.store.Stores;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A broker that takes connections and says nothing, and one that is away. */
class StalledBrokerTest {

    private static final String TOPICS = "/api/v1/stores/silent/topics";

    private static ServerSocket silent;
    private static TestPlatform platform;

    @BeforeAll
    static void start() throws IOException {
        silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        platform = new TestPlatform();
        platform.pipelines("");
        store("silent", "127.0.0.1:" + silent.getLocalPort());
    }

    private static void store(String name, String servers) {
        String properties = "{\"bootstrapServers\":\"" + servers + "\"}";
        HttpResponse<String> made = platform.post(
                "/api/v1/stores", "{\"name\":\"" + name + "\",\"kind\":\"KAFKA\",\"properties\":" + properties + "}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    }

    @AfterAll
    static void stop() throws IOException {
        platform.close();
        silent.close();
    }

    @Test
    void whileItIsWaitedForNoConnectionOfTheDatabaseIsHeld() {
        List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
        for (int call = 0; call < 12; call++) {
            String body = "{\"name\":\"t\",\"partitions\":" + (call + 1) + "}";
            calls.add(later(platform.request(TOPICS, "Idempotency-Key", "silent-" + call), "POST", body));
            calls.add(later(platform.request(TOPICS + "/t" + call), "PATCH", "{\"partitions\":3}"));
        }
        Bulkhead asked =
                platform.bean(BulkheadRegistry.class).bulkhead("broker 127.0.0.1:" + silent.getLocalPort(), "broker");

        await().pollInterval(Duration.ofMillis(5))
                .until(() -> waiting(asked) >= 2 && openTransactions() == 0 && waiting(asked) >= 2);

        assertThat(calls).allSatisfy(call -> {
            assertThat(call.join().statusCode()).as(call.join().body()).isEqualTo(503);
            assertThat(call.join().headers().firstValue("Retry-After")).isPresent();
        });
    }

    @Test
    void aTurnThatTookTooLongIsTheNextOnes() {
        UUID store = platform.bean(Stores.class).get("silent").id();
        TopicChanges changes = platform.bean(TopicChanges.class);
        TopicChanges.Turn dead = changes.begin(store, "turns", Duration.ZERO).orElseThrow();

        TopicChanges.Turn next =
                changes.begin(store, "turns", Duration.ofHours(1)).orElseThrow();
        assertThat(next.number())
                .as("the broker may have done what the dead one asked for")
                .isEqualTo(dead.number() + 1);
        assertThat(changes.begin(store, "turns", Duration.ofHours(1))).isEmpty();

        changes.end(store, "turns", dead, true);
        assertThat(changes.begin(store, "turns", Duration.ofHours(1)))
                .as("what is the next one's is not ended by another")
                .isEmpty();
        changes.end(store, "turns", next, false);
        assertThat(changes.begin(store, "turns", Duration.ofHours(1)))
                .hasValueSatisfying(turn -> assertThat(turn.number()).isEqualTo(dead.number() + 2));
    }

    private static long openTransactions() {
        return platform.bean(JdbcClient.class)
                .sql("select count(*) from pg_stat_activity where usename = current_user"
                        + " and state like 'idle in transaction%'")
                .query(Long.class)
                .single();
    }

    private static int waiting(Bulkhead asked) {
        return asked.getMetrics().getMaxAllowedConcurrentCalls()
                - asked.getMetrics().getAvailableConcurrentCalls();
    }

    private static CompletableFuture<HttpResponse<String>> later(
            HttpRequest.Builder request, String method, String body) {
        return platform.client()
                .sendAsync(
                        request.header("Content-Type", "application/json")
                                .method(method, BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
    }

    @Test
    void aBrokerThatIsAwayIsAnswered503Soon() {
        store("away", "127.0.0.1:1");
        long start = System.nanoTime();
        HttpResponse<String> response = platform.get("/api/v1/stores/away/topics");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(json(response).path("code").asString()).isEqualTo("broker-unavailable");
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
        JsonNode test = json(platform.post("/api/v1/stores/away/test-connection", ""));
        assertThat(test.path("ok").asBoolean()).isFalse();
        assertThat(test.path("detail").asString()).isNotBlank();
        store("unknown", "no.such.host.invalid:9092");
        assertThat(platform.get("/api/v1/stores/unknown/topics").statusCode()).isEqualTo(503);
    }
}
