package io.weir.standalone.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that sends the beginning of an answer, and then what the test says. */
@Timeout(120)
class AwakeStreamTest {

    private final CountDownLatch goOn = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write("begin".getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
                goOn.await();
                exchange.getResponseBody().write("end".getBytes(StandardCharsets.UTF_8));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        goOn.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private InputStream answer() throws Exception {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofInputStream())
                .body();
    }

    @Test
    void anAnswerThatStallsEnds() throws Exception {
        InputStream answer = answer();
        assertThat(answer.readNBytes(5)).asString().isEqualTo("begin");
        try (InputStream stream = new AwakeStream(answer, Duration.ofMillis(300))) {
            assertThatThrownBy(stream::read)
                    .isInstanceOf(HttpTimeoutException.class)
                    .hasMessageContaining("nothing came for");
        }
    }

    @Test
    void anAnswerThatComesIsWhole() throws Exception {
        try (InputStream stream = new AwakeStream(answer(), Duration.ofSeconds(60))) {
            assertThat(stream.read()).isEqualTo('b');
            goOn.countDown();
            assertThat(stream.readAllBytes()).asString().isEqualTo("eginend");
            assertThat(stream.read()).isNegative();
        }
    }
}
