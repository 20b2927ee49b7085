package io.weir.platform.ticket;

import static io.weir.platform.TestPlatform.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import io.weir.platform.SignedInPlatform;
import io.weir.platform.TestPlatform;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever listens hears nothing more once the token is void. */
@ExtendWith(SignedInPlatform.class)
class RevokedListenersTest {

    private static final String STREAM = "/api/v1/events/stream";

    private static SignedInPlatform.Running running;
    private static TestPlatform platform;

    @BeforeAll
    static void find(SignedInPlatform.Running shared) {
        running = shared;
        platform = shared.platform();
    }

    @BeforeEach
    void sendEvents() {
        platform.lineage.on(STREAM, RevokedListenersTest::beginEvents);
    }

    @AfterEach
    void answerAgain() {
        platform.lineage.on(STREAM, SignedInPlatform::echo);
    }

    /** One event, and the stream stays open. */
    private static void beginEvents(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write("id: 1\n\n".getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
    }

    private static String token(String name) {
        HttpResponse<String> made = platform.post(
                "/api/v1/tokens", "{\"name\":\"" + name + "\",\"scope\":\"READ\"}", bearer(running.admin()));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return json(made).path("token").asString();
    }

    private static String[] bearer(String token) {
        return new String[] {"Authorization", "Bearer " + token};
    }

    private static InputStream listen(String address, String... headers) throws IOException {
        HttpResponse<InputStream> stream = platform.send(
                platform.request(address, headers).header("Accept", "text/event-stream"), BodyHandlers.ofInputStream());
        assertThat(stream.statusCode()).isEqualTo(200);
        assertThat(new String(stream.body().readNBytes(7), StandardCharsets.UTF_8))
                .isEqualTo("id: 1\n\n");
        return stream.body();
    }

    private static CompletableFuture<Integer> next(InputStream stream) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return stream.read();
            } catch (IOException broken) {
                throw new IllegalStateException(broken);
            }
        });
    }

    @Test
    void aStreamEndsWithItsTokenAndOthersGoOn() throws Exception {
        String revoked = token("listens-no-more");
        String kept = token("listens-on");
        String ticket = json(platform.post("/api/v1/events/stream-tickets", "", bearer(revoked)))
                .path("url")
                .asString();
        try (InputStream byToken = listen(STREAM, bearer(revoked));
                InputStream byTicket = listen(ticket);
                InputStream other = listen(STREAM, bearer(kept))) {
            CompletableFuture<Integer> byTokenNext = next(byToken);
            CompletableFuture<Integer> byTicketNext = next(byTicket);
            CompletableFuture<Integer> otherNext = next(other);

            assertThat(platform.delete("/api/v1/tokens/listens-no-more", bearer(running.admin()))
                            .statusCode())
                    .isEqualTo(204);

            long patience = TestPlatform.PATIENCE.toSeconds();
            assertThat(byTokenNext.get(patience, TimeUnit.SECONDS)).isEqualTo(-1);
            assertThat(byTicketNext.get(patience, TimeUnit.SECONDS)).isEqualTo(-1);
            assertThat(otherNext).isNotDone();
        }
    }

    /** Nobody waits for who does not read: the gateway lets go of the service at once. */
    @Test
    void whoReadsNothingIsEndedToo() throws Exception {
        AtomicLong sent = new AtomicLong();
        CountDownLatch dropped = new CountDownLatch(1);
        platform.lineage.on(STREAM, exchange -> sendWithoutEnd(exchange, sent, dropped));
        InputStream unread = listen(STREAM, bearer(token("reads-nothing")));
        try (unread) {
            AtomicLong before = new AtomicLong(-1);
            await().pollInterval(Duration.ofMillis(200)).until(() -> before.getAndSet(sent.get()) == sent.get());

            assertThat(platform.delete("/api/v1/tokens/reads-nothing", bearer(running.admin()))
                            .statusCode())
                    .isEqualTo(204);

            assertThat(dropped.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void sendWithoutEnd(HttpExchange exchange, AtomicLong sent, CountDownLatch dropped)
            throws IOException {
        beginEvents(exchange);
        byte[] event = ("data: " + "x".repeat(8_000) + "\n\n").getBytes(StandardCharsets.UTF_8);
        try {
            while (true) {
                exchange.getResponseBody().write(event);
                sent.incrementAndGet();
            }
        } catch (IOException gone) {
            dropped.countDown();
            throw gone;
        }
    }
}
