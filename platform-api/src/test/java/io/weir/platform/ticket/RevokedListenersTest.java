package io.weir.platform.ticket;

import static io.weir.platform.TestPlatform.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import io.weir.platform.SignedInPlatform;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
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

    /** Each in a thread of its own: those that are shared are as many as the machine has processors. */
    private static CompletableFuture<Integer> next(InputStream stream) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return stream.read();
                    } catch (IOException broken) {
                        throw new IllegalStateException(broken);
                    }
                },
                task -> new Thread(task).start());
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

    /** An issuer says who they are and names roles; what these may do, and further roles, are given and taken here. */
    @Test
    void aStreamOfWhomAnIssuerTellsOfEndsWithTheGrantAndWithTheRole() throws Exception {
        long grant = listener("issued-grant");
        listener("issued-role");
        listener("issued-kept");
        String byName = issuersToken("claims-role", "issued-grant");
        String byUser = issuersToken("issued-role");
        String kept = issuersToken("issued-kept", "issued-grant");
        String byNameAddress = address(byName);
        String byUserAddress = address(byUser);
        try (InputStream grantLost = listen(STREAM, bearer(byName));
                InputStream grantLostByTicket = listen(byNameAddress);
                InputStream roleLost = listen(STREAM, bearer(byUser));
                InputStream roleLostByTicket = listen(byUserAddress);
                InputStream other = listen(STREAM, bearer(kept));
                InputStream otherByTicket = listen(address(kept))) {
            List<CompletableFuture<Integer>> ended = Stream.of(grantLost, grantLostByTicket, roleLost, roleLostByTicket)
                    .map(RevokedListenersTest::next)
                    .toList();
            List<CompletableFuture<Integer>> others = Stream.of(other, otherByTicket)
                    .map(RevokedListenersTest::next)
                    .toList();

            assertThat(platform.delete("/api/v1/grants/" + grant, bearer(running.admin()))
                            .statusCode())
                    .isEqualTo(204);
            assertThat(platform.delete("/api/v1/roles/issued-role?cascade=true", bearer(running.admin()))
                            .statusCode())
                    .isEqualTo(204);

            for (CompletableFuture<Integer> next : ended) {
                assertThat(next.get(SOON, TimeUnit.SECONDS)).isEqualTo(-1);
            }
            assertThat(others).noneMatch(CompletableFuture::isDone);
        }
        platform.lineage.on(STREAM, SignedInPlatform::echo);
        String seen = json(platform.get(byUserAddress)).path("seen").asString();
        assertThat(new String(Base64.getUrlDecoder().decode(seen.split("[ .]")[2]), StandardCharsets.UTF_8))
                .as("whoever comes back with the ticket has the roles of now")
                .contains("\"sub\":\"user:issued-role\"", "\"roles\":[]");
    }

    /** A user keeps what an issuer's token names, and loses what was given here. */
    @Test
    void aStreamOfWhomAnIssuerTellsOfEndsWhenTheirRoleIsTakenHere() throws Exception {
        listener("taken-here");
        String token = issuersToken("taken-here");
        try (InputStream byToken = listen(STREAM, bearer(token));
                InputStream byTicket = listen(address(token));
                InputStream byName = listen(STREAM, bearer(issuersToken("taken-here", "taken-here")))) {
            CompletableFuture<Integer> byTokenNext = next(byToken);
            CompletableFuture<Integer> byTicketNext = next(byTicket);
            CompletableFuture<Integer> byNameNext = next(byName);

            assertThat(platform.delete("/api/v1/users/taken-here", bearer(running.admin()))
                            .statusCode())
                    .isEqualTo(204);

            assertThat(byTokenNext.get(SOON, TimeUnit.SECONDS)).isEqualTo(-1);
            assertThat(byTicketNext.get(SOON, TimeUnit.SECONDS)).isEqualTo(-1);
            assertThat(byNameNext).isNotDone();
        }
    }

    private static String issuersToken(String user, String... groups) {
        return running.issuer().token(claims -> claims.subject(user).claim("groups", List.of(groups)));
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
