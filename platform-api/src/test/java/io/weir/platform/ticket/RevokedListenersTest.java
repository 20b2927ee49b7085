package io.weir.platform.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever listens hears nothing more once the token is void. */
class RevokedListenersTest extends Listening {

    /** Seconds; the gateway gives a service up that says nothing for 30, which ends a stream, too. */
    private static final long SOON = 20;

    @BeforeEach
    void sendEvents() {
        platform.lineage.on(STREAM, RevokedListenersTest::beginEvents);
    }

    /** One event, and the stream stays open. */
    private static void beginEvents(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write("id: 1\n\n".getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
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
        String revoked = token("listens-no-more", "");
        String kept = token("listens-on", "");
        String ticket = address(revoked);
        try (InputStream byToken = listen(STREAM, bearer(revoked));
                InputStream byTicket = listen(ticket);
                InputStream other = listen(STREAM, bearer(kept))) {
            CompletableFuture<Integer> byTokenNext = next(byToken);
            CompletableFuture<Integer> byTicketNext = next(byTicket);
            CompletableFuture<Integer> otherNext = next(other);

            assertThat(platform.delete("/api/v1/tokens/listens-no-more", bearer(running.admin()))
                            .statusCode())
                    .isEqualTo(204);

            assertThat(byTokenNext.get(SOON, TimeUnit.SECONDS)).isEqualTo(-1);
            assertThat(byTicketNext.get(SOON, TimeUnit.SECONDS)).isEqualTo(-1);
            assertThat(otherNext).isNotDone();
        }
    }

    /** The tokens stay good: it is what their users may do that changes. */
    @Test
    void aStreamEndsWithTheGrantThatOpenedItAndWithTheRole() throws Exception {
        long grant = listener("loses-grant");
        listener("loses-role");
        listener("keeps-both");
        try (InputStream byGrant = listen(STREAM, bearer(token("loses-grant-t", ",\"user\":\"loses-grant\"")));
                InputStream byRole = listen(address(token("loses-role-t", ",\"user\":\"loses-role\"")));
                InputStream other = listen(STREAM, bearer(token("keeps-both-t", ",\"user\":\"keeps-both\"")))) {
            CompletableFuture<Integer> byGrantNext = next(byGrant);
            CompletableFuture<Integer> byRoleNext = next(byRole);
            CompletableFuture<Integer> otherNext = next(other);

            assertThat(platform.delete("/api/v1/grants/" + grant, bearer(running.admin()))
                            .statusCode())
                    .isEqualTo(204);
            assertThat(platform.delete("/api/v1/roles/loses-role?cascade=true", bearer(running.admin()))
                            .statusCode())
                    .isEqualTo(204);

            assertThat(byGrantNext.get(SOON, TimeUnit.SECONDS)).isEqualTo(-1);
            assertThat(byRoleNext.get(SOON, TimeUnit.SECONDS)).isEqualTo(-1);
            assertThat(otherNext).isNotDone();
        }
    }

    /** Makes a user whose role of the same name may listen; answers with the grant that says so. */
    private static long listener(String name) {
        made("/api/v1/roles", "{\"name\":\"" + name + "\"}");
        made("/api/v1/users", "{\"name\":\"%s\",\"roles\":[\"%s\"]}".formatted(name, name));
        return made(
                        "/api/v1/grants",
                        "{\"role\":\"%s\",\"privilege\":\"SELECT\",\"kind\":\"JOB\",\"name\":\"*\"}".formatted(name))
                .path("id")
                .asLong();
    }

    /** An issuer's token tells its own end, which nobody looks up; a ticket that was made with it ends with it, too. */
    @Test
    void aStreamEndsWhenTheTokenOfAnIssuerDoes() throws Exception {
        // What has expired counts for 30 seconds more, as for any call.
        Instant expiry = Instant.now().minusSeconds(20);
        String brief = issuersToken(expiry);
        String address = address(brief);
        try (InputStream byToken = listen(STREAM, bearer(brief));
                InputStream byTicket = listen(address);
                InputStream other =
                        listen(STREAM, bearer(issuersToken(Instant.now().plusSeconds(300))))) {
            CompletableFuture<Integer> byTokenNext = next(byToken);
            CompletableFuture<Integer> byTicketNext = next(byTicket);
            CompletableFuture<Integer> otherNext = next(other);

            assertThat(byTokenNext.get(SOON, TimeUnit.SECONDS)).isEqualTo(-1);
            assertThat(byTicketNext.get(SOON, TimeUnit.SECONDS)).isEqualTo(-1);
            assertThat(otherNext).isNotDone();
        }
        assertThat(Instant.now()).isAfterOrEqualTo(expiry.plusSeconds(29));
        assertThat(platform.get(address).statusCode())
                .as("whoever comes back with the ticket")
                .isEqualTo(401);
    }

    private static String issuersToken(Instant expiry) {
        return running.issuer()
                .token(claims -> claims.claim("groups", "platform-admins").expirationTime(Date.from(expiry)));
    }

    /** Nobody waits for who does not read: the gateway lets go of the service at once. */
    @Test
    void whoReadsNothingIsEndedToo() throws Exception {
        AtomicLong sent = new AtomicLong();
        CountDownLatch dropped = new CountDownLatch(1);
        platform.lineage.on(STREAM, exchange -> sendWithoutEnd(exchange, sent, dropped));
        InputStream unread = listen(STREAM, bearer(token("reads-nothing", "")));
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
