package io.weir.platform.fuzz;

import static io.weir.platform.TestPlatform.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.weir.platform.TestPlatform;
import io.weir.platform.TestService;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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

    @Test
    void noCallBreaksTheContract() {
        JsonNode document = json(platform.get("/v3/api-docs/platform"));
        SchemaCheck schemas = new SchemaCheck(document);
        RandomCalls calls = new RandomCalls(SEED, schemas);
        List<String> faults = new ArrayList<>();
        document.path("paths")
                .forEachEntry((path, item) -> item.forEachEntry((method, operation) -> {
                    for (int number = 0; number < CALLS_PER_OPERATION; number++) {
                        call(method.toUpperCase(Locale.ROOT), path, operation, calls, schemas, faults);
                    }
                }));
        assertThat(faults).isEmpty();
    }

    private static void call(
            String method,
            String path,
            JsonNode operation,
            RandomCalls calls,
            SchemaCheck schemas,
            List<String> faults) {
        String target = calls.target(path, operation);
        String body = operation.has("requestBody") ? calls.body(operation) : "";
        HttpResponse<String> response = platform.send(platform.request(target)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
        for (String fault : faults(response, operation, schemas)) {
            faults.add(method + " " + target + " " + body + " -> " + response.statusCode() + ": " + fault);
        }
    }

    private static List<String> faults(HttpResponse<String> response, JsonNode operation, SchemaCheck schemas) {
        int status = response.statusCode();
        if (status >= 500 && status != 503) {
            return List.of("the server failed: " + response.body());
        }
        if (status >= 400) {
            return problemFaults(response);
        }
        JsonNode schema = operation
                .path("responses")
                .path(String.valueOf(status))
                .path("content")
                .path("application/json")
                .path("schema");
        return response.body().isEmpty()
                ? List.of()
                : schemas.faults(new JsonMapper().readTree(response.body()), schema);
    }

    private static List<String> problemFaults(HttpResponse<String> response) {
        boolean problem = response.headers()
                .firstValue("Content-Type")
                .filter(type -> type.startsWith("application/problem+json"))
                .isPresent();
        if (!problem) {
            return List.of("no problem document: " + response.body());
        }
        JsonNode body = json(response);
        boolean whole = body.path("status").asInt() == response.statusCode()
                && !body.path("code").asString("").isEmpty()
                && !body.path("requestId").asString("").isEmpty();
        boolean retry = response.statusCode() != 503
                || response.headers().firstValue("Retry-After").isPresent();
        return whole && retry ? List.of() : List.of("incomplete problem: " + response.body());
    }
}
