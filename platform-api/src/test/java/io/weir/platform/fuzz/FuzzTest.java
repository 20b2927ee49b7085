package io.weir.platform.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.weir.platform.TestPlatform;
import io.weir.platform.TestService;
import io.weir.test.openapi.PublishedApi;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every operation of the gateway's own document, called with what it allows and what it does not. */
class FuzzTest {

    private static final int CALLS_PER_OPERATION = 80;
    private static final long SEED = 20261121;

    private static TestPlatform platform;

    @BeforeAll
    static void start() {
        platform = new TestPlatform();
        platform.ingest.on("/api", exchange -> TestService.answer(exchange, 200, "application/json", "{\"items\":[]}"));
        store("duck", "DUCKDB", "path", "x.duckdb");
        // Its breaker is open from the beginning, so that no call waits for a broker.
        store("kafka", "KAFKA", "bootstrapServers", "127.0.0.1:1");
        platform.bean(CircuitBreakerRegistry.class)
                .circuitBreaker("broker 127.0.0.1:1", "broker")
                .transitionToForcedOpenState();
    }

    private static void store(String name, String kind, String property, String value) {
        String body = "{\"name\":\"" + name + "\",\"kind\":\"" + kind + "\",\"properties\":{\"" + property + "\":\""
                + value + "\"}}";
        assertThat(platform.post("/api/v1/stores", body).statusCode()).isEqualTo(201);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    private static PublishedApi api() {
        return new PublishedApi(platform.get("/v3/api-docs/platform").body(), SEED);
    }

    @Test
    void noCallBreaksTheContract() throws Exception {
        assertThat(api().faults(operation -> true, CALLS_PER_OPERATION, FuzzTest::call))
                .isEmpty();
    }

    /** A new operation that lacks it fails here. */
    @Test
    void everyOperationHasExamplesAndTheProblemsItMayMeet() {
        assertThat(api().gaps()).isEmpty();
    }

    @Test
    void everyExampleIsUnderstood() throws Exception {
        assertThat(api().misunderstoodExamples(operation -> true, FuzzTest::call))
                .isEmpty();
    }

    private static HttpResponse<String> call(String method, String target, String body) {
        return platform.send(platform.request(target)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }
}
