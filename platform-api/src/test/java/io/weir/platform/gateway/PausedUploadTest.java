package io.weir.platform.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import io.weir.platform.TestPlatform;
import io.weir.platform.TestService;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whoever sends rows as they happen shall not have one wait for the next. Each is sent only after the one before arrived, so
 * that a gateway which waits for more would never see it.
 */
class PausedUploadTest {

    private static final String PATH = "/api/v1/pipelines/orders/rows";
    private static final BlockingQueue<String> ARRIVED = new LinkedBlockingQueue<>();

    private static TestPlatform platform;

    @BeforeAll
    static void start() {
        platform = new TestPlatform();
        platform.ingest.on("/api/v1/pipelines", PausedUploadTest::receive);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @BeforeEach
    void forget() {
        ARRIVED.clear();
    }

    private static void receive(HttpExchange exchange) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        InputStream body = exchange.getRequestBody();
        for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
            ARRIVED.add(new String(buffer, 0, count, StandardCharsets.US_ASCII));
        }
        TestService.answer(exchange, 200, "application/json", "{}");
    }

    private static void assertArrives(String row) throws InterruptedException {
        StringBuilder arrived = new StringBuilder();
        while (arrived.length() < row.length()) {
            String next = ARRIVED.poll(TestPlatform.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(next).as("%s of %s", arrived, row).isNotNull();
            arrived.append(next);
        }
        assertThat(arrived).hasToString(row);
    }

    private static String row(int number) {
        return "{\"n\":" + number + "}\n";
    }

    private static void write(Socket caller, String text) throws IOException {
        caller.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void begin(Socket caller, String framing) throws IOException {
        write(
                caller,
                "POST " + PATH + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\n" + framing
                        + "\r\n\r\n");
    }

    private static void assertAnswered(Socket caller) throws IOException {
        assertThat(new String(caller.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                .contains("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\nExpect: 100-continue"})
    void eachChunkArrivesWhenItIsSent(String more) throws Exception {
        try (Socket caller = new Socket("127.0.0.1", platform.port())) {
            begin(caller, "Connection: close\r\nTransfer-Encoding: chunked" + more);
            for (int number = 1; number < 4; number++) {
                write(caller, "8\r\n" + row(number) + "\r\n");
                assertArrives(row(number));
            }
            write(caller, "0\r\n\r\n");
            assertAnswered(caller);
        }
    }

    /** What was read counts, not whether its sender has ended a chunk. */
    @Test
    void whatCameOfAChunkArrivesBeforeItsEnd() throws Exception {
        try (Socket caller = new Socket("127.0.0.1", platform.port())) {
            begin(caller, "Connection: close\r\nTransfer-Encoding: chunked");
            for (String piece : new String[] {"10\r\n" + row(1), row(2)}) {
                write(caller, piece);
                assertArrives(piece.substring(piece.indexOf('{')));
            }
            write(caller, "\r\n8\r\n");
            write(caller, row(3));
            assertArrives(row(3));
            write(caller, "\r\n0\r\n\r\n");
            assertAnswered(caller);
        }
    }

    @Test
    void whatCameOfABodyWhoseLengthIsKnownArrivesBeforeTheRest() throws Exception {
        try (Socket caller = new Socket("127.0.0.1", platform.port())) {
            begin(caller, "Connection: close\r\nContent-Length: 24");
            for (int number = 1; number < 4; number++) {
                write(caller, row(number));
                assertArrives(row(number));
            }
            assertAnswered(caller);
        }
    }

    /** Behind a long body the connection reads much at once, and beside what is asked for. */
    @Test
    void rowsArriveBehindALongBodyToo() throws Exception {
        String block = "x".repeat(300_000);
        try (Socket caller = new Socket("127.0.0.1", platform.port())) {
            begin(caller, "Content-Length: " + block.length());
            write(caller, block);
            assertArrives(block);
            begin(caller, "Connection: close\r\nTransfer-Encoding: chunked");
            write(caller, "493e0\r\n" + block + "\r\n");
            assertArrives(block);
            for (int number = 1; number < 4; number++) {
                write(caller, "8\r\n" + row(number) + "\r\n");
                assertArrives(row(number));
            }
            write(caller, "0\r\n\r\n");
            assertAnswered(caller);
        }
    }

    /** Not of its publisher of a stream: that reads the next piece before it sends the one that it has, to whomever it sends. */
    @Test
    void rowsOfAClientsPublisherArrive() throws Exception {
        CompletableFuture<HttpResponse<String>> answer;
        try (SubmissionPublisher<ByteBuffer> rows = new SubmissionPublisher<>()) {
            answer = post(BodyPublishers.fromPublisher(rows));
            // What is told before anybody listens is told to nobody.
            await().until(rows::hasSubscribers);
            for (int number = 1; number < 4; number++) {
                rows.submit(ByteBuffer.wrap(row(number).getBytes(StandardCharsets.US_ASCII)));
                assertArrives(row(number));
            }
        }
        assertThat(answer.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }

    private static CompletableFuture<HttpResponse<String>> post(BodyPublisher body) {
        return platform.client().sendAsync(platform.request(PATH).POST(body).build(), BodyHandlers.ofString());
    }
}
