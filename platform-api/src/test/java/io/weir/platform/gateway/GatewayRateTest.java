package io.weir.platform.gateway;

import static io.weir.platform.TestPlatform.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.platform.TestPlatform;
import io.weir.platform.TestService;
import io.weir.support.identity.Identity;
import io.weir.support.identity.LocalIdentity;
import io.weir.support.identity.Scope;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayRateTest {

    private static final int BURST = 5;

    @Test
    void whoCallsTooOftenIsToldWhenToComeBack() {
        try (TestPlatform platform =
                new TestPlatform("weir.gateway.rate-limit.per-second=1", "weir.gateway.rate-limit.burst=" + BURST)) {
            platform.metadata.on("/api", exchange -> TestService.answer(exchange, 200, "application/json", "{}"));
            long start = System.nanoTime();
            HttpResponse<String> answer = platform.post("/api/v1/tables", "{}");
            for (int call = 0; call < 1_000 && answer.statusCode() == 200; call++) {
                answer = platform.post("/api/v1/tables", "{}");
            }
            // As many as a burst allows, and one for each second that this machine took for them.
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
            assertThat(platform.metadata.calls()).isBetween(BURST, BURST + 1 + (int) seconds);
            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(json(answer).path("code").asString()).isEqualTo("rate-limited");
            assertThat(json(answer).path("requestId").asString()).isNotBlank();
            // Health is what a caller asks when calls fail; it counts like any other call.
            await().untilAsserted(() ->
                    assertThat(platform.get("/api/v1/health").statusCode()).isEqualTo(200));
        }
    }

    /** A whole burst more than the address has had: what comes back of it in between is not enough for that. */
    @Test
    void whoCallsTooOftenIsToldByItsTokenAndNotByItsAddress(@TempDir Path dataDir) throws IOException {
        try (TestPlatform platform = new TestPlatform(
                "weir.identity.enabled=true",
                "weir.data-dir=" + dataDir,
                "weir.secrets.make-keys=true",
                "weir.gateway.rate-limit.per-second=1",
                "weir.gateway.rate-limit.burst=" + BURST)) {
            platform.metadata.on("/api", exchange -> TestService.answer(exchange, 200, "application/json", "{}"));
            String admin = LocalIdentity.token(dataDir, new Identity("local:test", Scope.ADMIN));
            String busy = token(platform, admin, "busy");
            String quiet = token(platform, admin, "quiet");
            int status = 200;
            for (int call = 0; call < 1_000 && status == 200; call++) {
                status = status(platform, busy);
            }
            assertThat(status).isEqualTo(429);
            for (int call = 0; call < BURST; call++) {
                assertThat(status(platform, quiet))
                        .as("the other's call %s", call)
                        .isEqualTo(200);
            }
        }
    }

    private static String token(TestPlatform platform, String admin, String name) {
        String body = "{\"name\":\"" + name + "\",\"scope\":\"READ\"}";
        HttpResponse<String> made = platform.post("/api/v1/tokens", body, "Authorization", "Bearer " + admin);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return json(made).path("token").asString();
    }

    private static int status(TestPlatform platform, String token) {
        return platform.get("/api/v1/tables", "Authorization", "Bearer " + token)
                .statusCode();
    }
}
