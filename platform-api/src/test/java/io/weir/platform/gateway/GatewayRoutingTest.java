package io.weir.platform.gateway;

import static io.weir.platform.TestPlatform.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.weir.platform.TestPlatform;
import io.weir.platform.TestService;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayRoutingTest {

    private static TestPlatform platform;

    @BeforeAll
    static void start() {
        platform = new TestPlatform("weir.gateway.max-body=2MB");
        platform.metadata.on("/api", exchange -> echo("metadata", exchange));
        platform.ingest.on("/api", exchange -> echo("ingest", exchange));
        platform.lineage.on("/api", exchange -> echo("lineage", exchange));
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    /** Tells what arrived: who, the method, the target and the headers. */
    private static void echo(String service, HttpExchange exchange) throws IOException {
        int length = exchange.getRequestBody().readAllBytes().length;
        exchange.getResponseHeaders().set("Seen-By", service);
        exchange.getResponseHeaders().set("Seen-Target", exchange.getRequestMethod() + " " + exchange.getRequestURI());
        exchange.getRequestHeaders()
                .forEach((name, values) -> exchange.getResponseHeaders().put("Seen-" + name, List.copyOf(values)));
        exchange.getResponseHeaders().set("Connection", "X-Private");
        exchange.getResponseHeaders().set("X-Private", "of one connection");
        TestService.answer(exchange, 200, "application/json", "{\"length\":" + length + "}");
    }

    private static String seen(HttpResponse<String> response, String name) {
        return response.headers().firstValue("Seen-" + name).orElse("");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/pipelines, ingest",
        "/api/v1/pipelines/orders/progress, ingest",
        "/api/v1/warehouse/store/tables/orders, ingest",
        "/api/v1/compute-pools/night/start, ingest",
        "/api/v1/functions/discounted, ingest",
        "/api/v1/function-sources/discounts/content, ingest",
        "/api/v1/relations/orders, ingest",
        "/api/v1/stores/broker/entities/a%2Fb, ingest",
        "/api/v1/descriptor-sources/shop/content, ingest",
        "/api/v1/tables, metadata",
        "/api/v1/tables/orders, metadata",
        "/api/v1/tables/orders/snapshot, metadata",
        "/api/v1/tables/orders/transactions, metadata",
        "/api/v1/transactions, metadata",
        "/api/v1/databases/sales/schemas/web, metadata",
        "/api/v1/operations/1, metadata",
        "/api/v1/dropped-tables, metadata",
        "/api/v1/tables/orders/snapshots, lineage",
        "/api/v1/tables/orders/snapshots/latest, lineage",
        "/api/v1/jobs/nightly/runs, lineage",
        "/api/v1/runs/1, lineage",
        "/api/v1/lineage, lineage",
        "/api/v1/lineage/batch, lineage",
        "/api/v1/events/stream, lineage",
        "/api/v1/datasets/bucket/object, lineage",
        "/api/v1/namespaces, lineage",
        "/api/v1/search, lineage",
        "/api/v1/column-lineage, lineage",
        "/api/v1/sources/kafka, lineage",
        "/api/v1/stats/lineage, lineage",
        "/api/v1/tags/pii, lineage",
    })
    void eachPathGoesToItsService(String path, String service) {
        HttpResponse<String> response = platform.get(path);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(seen(response, "By")).isEqualTo(service);
        assertThat(seen(response, "Target")).isEqualTo("GET " + path);
    }

    /** Its own 1 MiB is not for what services take: jars, descriptors, rows. */
    @ParameterizedTest
    @CsvSource({
        "/api/v1/function-sources, ingest",
        "/api/v1/descriptor-sources, ingest",
        "/api/v1/functions, ingest",
        "/api/v1/relations, ingest",
        "/api/v1/stores/lake/entities/a%2Fb/rows, ingest",
        "/api/v1/pipelines, ingest",
        "/api/v1/databases, metadata",
        "/api/v1/tables, metadata",
        "/api/v1/lineage, lineage",
    })
    void whatAServiceTakesIsBoundedByItsRouteAlone(String path, String service) {
        String large = "x".repeat((2 << 20) - 1);
        HttpResponse<String> known = platform.post(path, large);
        HttpResponse<String> unknown = platform.send(
                platform.request(path).POST(BodyPublishers.fromPublisher(BodyPublishers.ofString(large))));

        assertThat(List.of(known, unknown)).allSatisfy(answer -> {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(seen(answer, "By")).isEqualTo(service);
            assertThat(json(answer).path("length").asInt()).isEqualTo(large.length());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/stores", "/api/v1/stores/lake", "/api/v1/events/stream-tickets", "/api/v1/roles"})
    void whatTheGatewayTakesItselfIsBoundedByItsOwnLimit(String path) {
        HttpResponse<String> known = platform.post(path, "x".repeat((1 << 20) + 1));
        assertThat(known.statusCode()).as(known.body()).isEqualTo(413);
        assertThat(json(known).path("maxBodyBytes").asInt()).isEqualTo(1 << 20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/namespaces/s3%3A%2F%2Flake/datasets/raw%2Forders",
                "/api/v1/namespaces/kafka:%2F%2Fhost:9092/datasets",
                "/api/v1/jobs/caf%C3%A9/runs?name=a%20b&x=1+2&empty=&bare&%5B0%5D=%25",
                "/api/v1/lineage?nodeId=dataset:s3:%2F%2Flake:raw&depth=20",
                "/api/v1/tables/a.b%7Cc/snapshots/latest",
            })
    void pathAndQueryArriveAsTheyWereSent(String target) {
        HttpResponse<String> response = platform.get(target);
        assertThat(seen(response, "Target")).isEqualTo("GET " + target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/tables/x/../../pipelines",
                "/api/v1/tables/x/%2e%2E/y",
                "/api/v1/tables/x;a=b/files",
                "//api/v1/tables",
                "/api/v1/tables/a%00b",
            })
    void ambiguousPathsAreRefused(String path) throws Exception {
        String answer =
                new RawCall(platform.port()).send("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json", "\"code\"", "\"requestId\"");
    }

    @Test
    void requestIdAndTraceArePassedOn() {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        HttpResponse<String> response = platform.get("/api/v1/tables", "X-Request-Id", "mine-1", "traceparent", trace);
        assertThat(seen(response, "X-Request-Id")).isEqualTo("mine-1");
        assertThat(response.headers().allValues("X-Request-Id")).containsExactly("mine-1");
        assertThat(seen(response, "Traceparent")).isEqualTo(trace);
    }

    @Test
    void aRequestIdIsMadeWhereThereIsNone() {
        HttpResponse<String> response = platform.get("/api/v1/tables");
        String made = response.headers().firstValue("X-Request-Id").orElseThrow();
        assertThat(made).isNotBlank();
        assertThat(seen(response, "X-Request-Id")).isEqualTo(made);
    }

    @Test
    void headersOfOneConnectionStayThere() throws Exception {
        String answer = new RawCall(platform.port())
                .send(
                        "GET /api/v1/tables HTTP/1.1\r\nHost: x\r\nConnection: close, X-Secret, Authorization\r\n"
                                + "X-Secret: s\r\nTE: trailers\r\nKeep-Alive: 5\r\nAuthorization: Bearer t\r\nX-Kept: k\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200").containsIgnoringCase("Seen-X-Kept: k");
        // Naming a header in Connection must not take the caller's identity out of the call.
        assertThat(answer).containsIgnoringCase("Seen-Authorization: Bearer t");
        assertThat(answer.toLowerCase(java.util.Locale.ROOT))
                .doesNotContain("seen-x-secret", "seen-te:", "seen-keep-alive", "x-private");
    }

    @Test
    void aBodyOverTheLimitIsRefused() {
        HttpResponse<String> known = platform.post("/api/v1/tables", "x".repeat((2 << 20) + 1));
        assertThat(known.statusCode()).isEqualTo(413);
        assertThat(json(known).path("code").asString()).isEqualTo("content-too-large");
        var chunked = BodyPublishers.fromPublisher(BodyPublishers.ofString("x".repeat((2 << 20) + 1)));
        HttpResponse<String> unknown =
                platform.send(platform.request("/api/v1/tables").POST(chunked));
        assertThat(unknown.statusCode()).isEqualTo(413);
        assertThat(platform.post("/api/v1/datasets/b/o", "x".repeat((2 << 20) + 1))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void anUnknownPathIsAProblem() {
        HttpResponse<String> response = platform.get("/api/v1/nothing");
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(json(response).path("code").asString()).isEqualTo("not-found");
        assertThat(json(response).path("requestId").asString()).isNotBlank();
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void aWrongMethodIsAProblem() {
        HttpResponse<String> response = platform.delete("/api/v1/health");
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(json(response).path("code").asString()).isEqualTo("method-not-allowed");
    }

    @Test
    void everyAnswerHasSecurityHeaders() {
        for (String path : List.of("/", "/api/v1/health", "/api/v1/tables", "/api/v1/nothing")) {
            assertThat(platform.get(path).headers().map())
                    .as(path)
                    .containsKeys("content-security-policy", "x-content-type-options", "x-frame-options");
        }
    }

    @Test
    void theConsoleIsServed() {
        assertThat(platform.get("/").body()).contains("<title>Weir</title>");
        assertThat(platform.get("/console.js").statusCode()).isEqualTo(200);
    }
}
