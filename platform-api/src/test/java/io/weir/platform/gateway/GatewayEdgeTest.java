package io.weir.platform.gateway;

import static io.weir.platform.TestPlatform.PATIENCE;
import static io.weir.platform.TestPlatform.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import io.weir.platform.TestPlatform;
import io.weir.platform.TestService;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the gateway does of its own: browsers of other origins, packed answers, listeners. */
class GatewayEdgeTest {

    private static final String ORIGIN = "https://app.example.com";
    private static final CountDownLatch END = new CountDownLatch(1);

    /** More than all buffers on the way hold, of 8 kB each. */
    private static final int EVENTS = 12_000;

    private static TestPlatform platform;

    @BeforeAll
    static void start() {
        platform = new TestPlatform(
                "weir.gateway.cors.allowed-origins=" + ORIGIN,
                "weir.gateway.max-streams=20",
                "weir.gateway.services.lineage-service.connect=2s",
                "server.tomcat.threads.max=12",
                "resilience4j.bulkhead.configs.default.max-concurrent-calls=10");
        platform.metadata.on(
                "/api/v1/tables", exchange -> TestService.answer(exchange, 200, "application/json", longList()));
        platform.lineage.on("/api/v1/events", GatewayEdgeTest::listen);
        platform.lineage.on("/api/v1/jobs", exchange -> TestService.answer(exchange, 200, "application/json", "{}"));
    }

    @AfterAll
    static void stop() {
        END.countDown();
        platform.close();
    }

    private static String longList() {
        return "[" + "{\"name\":\"orders\"},".repeat(1000) + "{}]";
    }

    /** Sends one event and then nothing, for as long as the test lasts. */
    private static void listen(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write("data: hello\n\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
            END.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static HttpResponse<String> preflight(String origin, String method) {
        return platform.send(platform.request(
                        "/api/v1/tables",
                        "Origin",
                        origin,
                        "Access-Control-Request-Method",
                        method,
                        "Access-Control-Request-Headers",
                        "authorization,content-type")
                .method("OPTIONS", BodyPublishers.noBody()));
    }

    @Test
    void bodiesThatDoNotComeTakeNoThreadFromOthers() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int call = 0; call < 30; call++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), platform.port());
                slow.add(socket);
                socket.getOutputStream()
                        .write("POST /api/v1/jobs HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n{"
                                .getBytes(StandardCharsets.ISO_8859_1));
            }
            await().untilAsserted(() -> {
                HttpResponse<String> refused = platform.post("/api/v1/jobs", "{}");
                assertThat(refused.statusCode()).isEqualTo(429);
                assertThat(json(refused).path("code").asString()).isEqualTo("rate-limited");
            });
            for (int call = 0; call < 20; call++) {
                assertThat(platform.client()
                                .sendAsync(platform.request("/api/v1/jobs").build(), BodyHandlers.ofString()))
                        .succeedsWithin(PATIENCE)
                        .matches(answer -> answer.statusCode() == 200);
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        await().untilAsserted(() ->
                assertThat(platform.post("/api/v1/jobs", "{}").statusCode()).isEqualTo(200));
    }

    /** Seven places are there for bodies. What is left of bodies of answered calls may take two of them. */
    @Test
    void whoGoesOnSendingWhatNobodyReadsTakesFewPlaces() throws IOException {
        List<Socket> refused = new ArrayList<>();
        try {
            for (int call = 0; call < 12; call++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), platform.port());
                refused.add(socket);
                socket.getOutputStream()
                        .write("POST /api/v1/nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n{"
                                .getBytes(StandardCharsets.ISO_8859_1));
                assertThat(line(socket.getInputStream())).as("call %s", call).startsWith("HTTP/1.1 404");
                int closed = call - 1;
                // Which two stay open is not said; the places of all others are free before the next is sent.
                await().untilAsserted(() -> assertThat(refused.stream().filter(GatewayEdgeTest::isClosed))
                        .hasSizeGreaterThanOrEqualTo(closed));
            }
        } finally {
            for (Socket socket : refused) {
                socket.close();
            }
        }
    }

    /** Reads what there is, without waiting for more. */
    private static boolean isClosed(Socket socket) {
        try {
            socket.setSoTimeout(1);
            socket.getInputStream().readAllBytes();
            return true;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (SocketException reset) {
            // Closed before all that was sent had been taken in.
            assertThat(reset).hasMessageContaining("reset");
            return true;
        } catch (IOException unexpected) {
            throw new UncheckedIOException(unexpected);
        }
    }

    /** Ten calls may be under way, of one caller seven. */
    @Test
    void whoReadsSlowlyLeavesCallsToOthers() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        platform.ingest.on("/api/v1/pipelines/slow", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write("{}\n".getBytes(StandardCharsets.UTF_8));
                out.flush();
                read.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        platform.ingest.on(
                "/api/v1/pipelines/p", exchange -> TestService.answer(exchange, 200, "application/json", "{}"));
        List<InputStream> answers = new ArrayList<>();
        for (int call = 0; call < 7; call++) {
            HttpResponse<InputStream> slow = listenTo("/api/v1/pipelines/slow");
            assertThat(line(slow.body())).isEqualTo("{}");
            answers.add(slow.body());
        }
        HttpResponse<String> refused = platform.get("/api/v1/pipelines/p");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(json(refused).path("code").asString()).isEqualTo("rate-limited");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(statusFrom("127.0.0.2", "/api/v1/pipelines/p")).isEqualTo("HTTP/1.1 200");
        assertThat(platform.get("/api/v1/jobs").statusCode())
                .as("another service")
                .isEqualTo(200);
        read.countDown();
        for (InputStream answer : answers) {
            answer.close();
        }
        await().untilAsserted(() ->
                assertThat(platform.get("/api/v1/pipelines/p").statusCode()).isEqualTo(200));
    }

    private static String statusFrom(String address, String path) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), platform.port(), InetAddress.getByName(address), 0)) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            return line(socket.getInputStream()).strip();
        }
    }

    @Test
    void aNamedOriginMayCallFromABrowser() {
        int before = platform.metadata.calls();
        HttpResponse<String> asked = preflight(ORIGIN, "DELETE");
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(asked.headers().firstValue("Access-Control-Allow-Origin")).contains(ORIGIN);
        assertThat(asked.headers().firstValue("Access-Control-Allow-Methods").orElse(""))
                .contains("DELETE");
        assertThat(asked.headers().firstValue("Access-Control-Allow-Headers").orElse(""))
                .contains("authorization");
        assertThat(platform.metadata.calls()).as("a preflight goes no further").isEqualTo(before);
        HttpResponse<String> made = platform.get("/api/v1/tables", "Origin", ORIGIN);
        assertThat(made.statusCode()).isEqualTo(200);
        assertThat(made.headers().firstValue("Access-Control-Allow-Origin")).contains(ORIGIN);
        assertThat(made.headers().firstValue("Access-Control-Expose-Headers").orElse(""))
                .contains("X-Request-Id", "ETag", "Retry-After");
        assertThat(made.headers().allValues("Vary").toString()).containsIgnoringCase("origin");
        assertThat(made.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
    }

    @Test
    void anotherOriginMayNot() {
        for (HttpResponse<String> refused : List.of(
                preflight("https://evil.example.com", "GET"),
                preflight(ORIGIN + ".evil.com", "GET"),
                preflight("null", "GET"),
                platform.get("/api/v1/tables", "Origin", "https://evil.example.com"))) {
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(json(refused).path("code").asString()).isEqualTo("origin-refused");
            assertThat(refused.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
    }

    @Test
    void whatIsLongIsPackedForWhoTakesIt() throws Exception {
        HttpResponse<byte[]> packed = platform.send(
                platform.request("/api/v1/tables", "Accept-Encoding", "gzip"), BodyHandlers.ofByteArray());
        assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(packed.headers().allValues("Vary").toString()).containsIgnoringCase("accept-encoding");
        assertThat(packed.body().length).isLessThan(2000);
        try (var unpacked = new GZIPInputStream(new java.io.ByteArrayInputStream(packed.body()))) {
            assertThat(new String(unpacked.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(longList());
        }
        HttpResponse<String> plain = platform.get("/api/v1/tables");
        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(plain.body()).isEqualTo(longList());
    }

    @Test
    void aPackedLineArrivesWhenItIsSent() throws Exception {
        CountDownLatch firstWasRead = new CountDownLatch(1);
        platform.ingest.on("/api/v1/pipelines", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write("{\"n\":1}\n".getBytes(StandardCharsets.UTF_8));
                out.flush();
                boolean arrived = firstWasRead.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                out.write(("{\"arrived\":" + arrived + "}\n").getBytes(StandardCharsets.UTF_8));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        HttpResponse<InputStream> response = platform.send(
                platform.request("/api/v1/pipelines", "Accept-Encoding", "gzip"), BodyHandlers.ofInputStream());
        assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
        try (var unpacked = new GZIPInputStream(response.body())) {
            assertThat(line(unpacked)).isEqualTo("{\"n\":1}");
            firstWasRead.countDown();
            assertThat(line(unpacked)).isEqualTo("{\"arrived\":true}");
        }
    }

    /** Byte by byte: a reader would wait for more than the line. */
    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString();
    }

    private static HttpResponse<InputStream> listenTo(String path, String... headers) {
        return platform.send(platform.request(path, headers), BodyHandlers.ofInputStream());
    }

    /**
     * More listeners than calls are allowed and threads are there, and calls still pass; one listener too many is told so.
     * Every other one does not say that it wants events.
     */
    @Test
    void listenersLeaveRoomForCalls() throws Exception {
        List<InputStream> listening = new ArrayList<>();
        for (int listener = 0; listener < 20; listener++) {
            HttpResponse<InputStream> stream =
                    listenTo("/api/v1/events", "Accept", listener % 2 == 0 ? "text/event-stream" : "*/*");
            assertThat(stream.statusCode()).as("listener %s", listener).isEqualTo(200);
            assertThat(stream.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
            assertThat(new String(stream.body().readNBytes(13), StandardCharsets.UTF_8))
                    .isEqualTo("data: hello\n\n");
            listening.add(stream.body());
        }
        HttpResponse<String> tooMany = platform.get("/api/v1/events");
        assertThat(tooMany.statusCode()).isEqualTo(503);
        assertThat(tooMany.headers().firstValue("Retry-After")).isPresent();
        assertThat(platform.get("/api/v1/jobs").statusCode()).isEqualTo(200);
        for (InputStream stream : listening) {
            stream.close();
        }
        // The gateway meets who went away when it has something to say.
        END.countDown();
        await().untilAsserted(() ->
                assertThat(platform.get("/api/v1/events").statusCode()).isEqualTo(200));
    }

    @Test
    void whereNobodySaysWhoTheyAreABrowserNeedsNoTicket() {
        HttpResponse<String> made = platform.post("/api/v1/events/stream-tickets", "");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        assertThat(made.body()).isEqualTo("{\"url\":\"/api/v1/events/stream?\"}");
    }

    /** What is not taken stays with the service, and comes whole and in order when it is. */
    @Test
    void whoDoesNotReadAtOnceMissesNothing() throws Exception {
        AtomicInteger sent = new AtomicInteger();
        platform.lineage.on("/api/v1/runs", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream;charset=UTF-8");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                for (int event = 0; event < EVENTS; event++) {
                    out.write(event(event));
                    sent.set(event);
                }
            }
        });
        HttpResponse<InputStream> stream = listenTo("/api/v1/runs", "Accept", "text/event-stream");
        AtomicInteger before = new AtomicInteger(-1);
        // It is waited for the service to get no further.
        await().pollInterval(Duration.ofMillis(200)).until(() -> before.getAndSet(sent.get()) == sent.get());
        try (InputStream body = stream.body()) {
            // What the systems of both connections hold is not the gateway's to bound.
            assertThat(sent.get()).isLessThan(EVENTS - 1);
            for (int event = 0; event < EVENTS; event++) {
                assertThat(body.readNBytes(event(event).length)).isEqualTo(event(event));
            }
            assertThat(body.read()).as("the end").isEqualTo(-1);
        }
    }

    /** Far more than is taken in at once, while nothing ever waits for the caller. */
    @Test
    void aStreamThatIsReadAtOnceGoesOn() throws Exception {
        Semaphore asked = new Semaphore(1);
        platform.lineage.on("/api/v1/stats", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                for (int event = 0; event < 40 && asked.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS); event++) {
                    out.write(event(event));
                    out.flush();
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        try (InputStream body =
                listenTo("/api/v1/stats", "Accept", "text/event-stream").body()) {
            for (int event = 0; event < 40; event++) {
                assertThat(body.readNBytes(event(event).length)).isEqualTo(event(event));
                asked.release();
            }
            assertThat(body.read()).as("the end").isEqualTo(-1);
        }
    }

    /** Longer than connecting may take, which is another matter. */
    @Test
    void aStreamOnWhichNothingHappensStaysOpen() throws Exception {
        platform.lineage.on("/api/v1/search", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(event(1));
                out.flush();
                // What ends a connection too early looks each second.
                new CountDownLatch(1).await(3400, TimeUnit.MILLISECONDS);
                out.write(event(2));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        try (InputStream body =
                listenTo("/api/v1/search", "Accept", "text/event-stream").body()) {
            assertThat(body.readNBytes(event(1).length)).isEqualTo(event(1));
            assertThat(body.readNBytes(event(2).length)).isEqualTo(event(2));
        }
    }

    private static byte[] event(int number) {
        return ("id: " + number + "\ndata: " + "x".repeat(8_000) + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whoMayNotListenIsToldWhy() {
        platform.ingest.on(
                "/api/v1/pipelines/shut",
                exchange -> TestService.answer(exchange, 403, "application/problem+json", "{\"code\":\"forbidden\"}"));
        HttpResponse<String> refused = platform.get("/api/v1/pipelines/shut", "Accept", "text/event-stream");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(refused).path("code").asString()).isEqualTo("forbidden");
        platform.ingest.on("/api/v1/pipelines/none", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        assertThat(platform.get("/api/v1/pipelines/none", "Accept", "text/event-stream")
                        .statusCode())
                .isEqualTo(204);
        platform.ingest.on("/api/v1/pipelines/dead", HttpExchange::close);
        HttpResponse<String> dead = platform.get("/api/v1/pipelines/dead", "Accept", "text/event-stream");
        assertThat(dead.statusCode()).isEqualTo(503);
        assertThat(dead.headers().firstValue("Retry-After")).isPresent();
        assertThat(json(dead).path("service").asString()).isEqualTo("ingest-worker");
    }
}
