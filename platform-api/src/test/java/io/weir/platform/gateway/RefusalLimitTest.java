package io.weir.platform.gateway;

import static io.weir.platform.TestPlatform.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.platform.TestPlatform;
import io.weir.platform.TestService;
import io.weir.support.identity.Identity;
import io.weir.support.identity.LocalIdentity;
import io.weir.support.identity.Scope;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever guesses tokens is told less and less; whoever has one is not kept out by them. */
class RefusalLimitTest {

    private static final int BURST = 5;
    private static final String TABLES = "/api/v1/tables";
    private static final String GUESS = "Bearer weir_0123456789ab_" + "g".repeat(43);

    @TempDir
    Path dataDir;

    private TestPlatform start(String... more) {
        String[] settings = new String[more.length + 5];
        System.arraycopy(more, 0, settings, 5, more.length);
        settings[0] = "weir.identity.enabled=true";
        settings[1] = "weir.identity.keeper=true";
        settings[2] = "weir.data-dir=" + dataDir;
        settings[3] = "weir.gateway.refusal-limit.burst=" + BURST;
        settings[4] = "weir.gateway.refusal-limit.per-second=1";
        TestPlatform platform = new TestPlatform(settings);
        platform.metadata.on("/api", exchange -> TestService.answer(exchange, 200, "application/json", "{}"));
        return platform;
    }

    private static HttpResponse<String> guessUntilLimited(TestPlatform platform, String... headers) {
        HttpResponse<String> answer = platform.get(TABLES, headers);
        int refused = 0;
        // One more for each second that this machine takes for them.
        for (; refused < 1_000 && answer.statusCode() == 401; refused++) {
            answer = platform.get(TABLES, headers);
        }
        assertThat(refused).as(answer.body()).isBetween(BURST, 999);
        return answer;
    }

    /**
     * Whoever shares a bucket that was emptied is let guess once for each second since; one of its own would let through a burst.
     *
     * @param begun before it was emptied, by {@link System#nanoTime}
     */
    private static void assertEmptied(TestPlatform platform, long begun, String... headers) {
        int refused = 0;
        HttpResponse<String> answer = platform.get(TABLES, headers);
        for (; refused < BURST && answer.statusCode() == 401; refused++) {
            answer = platform.get(TABLES, headers);
        }
        assertThat(answer.statusCode()).isIn(401, 429);
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
        assertThat(refused).isLessThanOrEqualTo(1 + (int) seconds);
    }

    @Test
    void whoGuessesIsToldWhenToComeBackAndWhoKnowsIsLetIn() throws Exception {
        try (TestPlatform platform = start()) {
            HttpResponse<String> limited = guessUntilLimited(platform, "Authorization", GUESS);
            assertThat(limited.statusCode()).isEqualTo(429);
            assertThat(limited.headers().firstValue("Retry-After")).contains("1");
            assertThat(limited.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(json(limited).path("code").asString()).isEqualTo("rate-limited");
            assertThat(platform.metadata.calls()).isZero();

            String token = LocalIdentity.token(dataDir, new Identity("local:test", Scope.ADMIN));
            for (int call = 0; call < 3 * BURST; call++) {
                assertThat(platform.get(TABLES, "Authorization", "Bearer " + token)
                                .statusCode())
                        .isEqualTo(200);
            }
            assertThat(platform.get("/api/v1/health").statusCode()).isEqualTo(200);
        }
    }

    /** The same bucket for no token, a wrong one, and a ticket: who tries all of them tries no more often. */
    @Test
    void allWaysToComeWithoutATokenAreCountedTogether() {
        try (TestPlatform platform = start()) {
            guessUntilLimited(platform);
            Set<Integer> schemes = new HashSet<>();
            Set<Integer> tickets = new HashSet<>();
            for (int call = 0; call < BURST; call++) {
                schemes.add(platform.get(TABLES, "Authorization", "Basic eDp5").statusCode());
                tickets.add(platform.get("/api/v1/events/stream?ticket=guessed").statusCode());
            }
            assertThat(schemes).contains(429);
            assertThat(tickets).contains(429);
        }
    }

    @Test
    void whoTellsOfAnotherAddressIsCountedByItsOwn() {
        try (TestPlatform platform = start()) {
            long begun = System.nanoTime();
            guessUntilLimited(platform, "X-Forwarded-For", "192.0.2.1");
            assertEmptied(platform, begun, "X-Forwarded-For", "192.0.2.2");
        }
    }

    @Test
    void behindAProxyThatIsTrustedCallersAreToldApart() {
        try (TestPlatform platform = start(
                "server.forward-headers-strategy=native", "server.tomcat.remoteip.internal-proxies=127\\.0\\.0\\.1")) {
            long begun = System.nanoTime();
            guessUntilLimited(platform, "X-Forwarded-For", "192.0.2.1");
            assertThat(platform.get(TABLES, "X-Forwarded-For", "192.0.2.2").statusCode())
                    .isEqualTo(401);
            // What the proxy was told goes before what it saw itself.
            assertEmptied(platform, begun, "X-Forwarded-For", "192.0.2.3, 192.0.2.1");
        }
    }
}
