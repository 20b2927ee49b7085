package io.weir.platform.gateway;

import static io.weir.platform.TestPlatform.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.platform.TestPlatform;
import io.weir.platform.TestService;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

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
}
