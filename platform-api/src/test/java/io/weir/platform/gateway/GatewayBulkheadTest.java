package io.weir.platform.gateway;

import static io.weir.platform.TestPlatform.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import io.weir.platform.TestPlatform;
import io.weir.platform.TestService;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A service has so many calls at once and no more, whoever they are of. */
class GatewayBulkheadTest {

    private final CountDownLatch read = new CountDownLatch(1);

    /** Of four calls one caller has three: who is told that the service is full has none of them. */
    @Test
    void whoComesToAFullServiceIsToldWhenToComeBackAndOtherServicesAnswer() throws IOException {
        List<Socket> held = new ArrayList<>();
        try (TestPlatform platform = new TestPlatform("resilience4j.bulkhead.configs.default.max-concurrent-calls=4")) {
            platform.ingest.on("/api/v1/pipelines/slow", this::hold);
            platform.ingest.on("/api/v1/pipelines/p", GatewayBulkheadTest::answer);
            platform.lineage.on("/api/v1/jobs", GatewayBulkheadTest::answer);
            for (String address : List.of("127.0.0.2", "127.0.0.2", "127.0.0.3", "127.0.0.3")) {
                held.add(held(platform, address));
            }
            HttpResponse<String> refused = platform.get("/api/v1/pipelines/p");
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");
            assertThat(json(refused).path("code").asString()).isEqualTo("service-unavailable");
            assertThat(json(refused).path("service").asString()).isEqualTo("ingest-worker");
            assertThat(platform.get("/api/v1/jobs").statusCode())
                    .as("another service")
                    .isEqualTo(200);
            read.countDown();
            await().untilAsserted(() ->
                    assertThat(platform.get("/api/v1/pipelines/p").statusCode()).isEqualTo(200));
        } finally {
            read.countDown();
            for (Socket socket : held) {
                socket.close();
            }
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        TestService.answer(exchange, 200, "application/json", "{}");
    }

    /** Begins its answer, and ends it when the test says so. */
    private void hold(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write("{}\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
            read.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** A call from an address whose answer has begun. */
    private static Socket held(TestPlatform platform, String address) throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), platform.port(), InetAddress.getByName(address), 0);
        socket.getOutputStream()
                .write("GET /api/v1/pipelines/slow HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        String begun = "HTTP/1.1 200";
        assertThat(new String(socket.getInputStream().readNBytes(begun.length()), StandardCharsets.ISO_8859_1))
                .isEqualTo(begun);
        return socket;
    }
}
