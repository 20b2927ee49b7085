package io.weir.platform.gateway;

import static io.weir.platform.TestPlatform.PATIENCE;
import static io.weir.platform.TestPlatform.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.weir.platform.TestPlatform;
import io.weir.platform.TestService;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GatewayFaultsTest {

    /** How long the ingest worker may take for an answer: what waits for one that stalls takes as long at the least. */
    private static final Duration STALL = Duration.ofSeconds(1);

    private static TestPlatform platform;

    private final CountDownLatch end = new CountDownLatch(1);

    @BeforeAll
    static void start() {
        platform = new TestPlatform(
                "weir.gateway.services.ingest-worker.response=" + STALL.toMillis() + "ms",
                "weir.gateway.services.lineage-service.response=" + PATIENCE.toSeconds() + "s",
                "resilience4j.circuitbreaker.configs.default.wait-duration-in-open-state=1s");
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    /** What one test did to the services is over for the next. */
    @BeforeEach
    void recover() {
        for (TestService service : List.of(platform.metadata, platform.ingest, platform.lineage)) {
            service.comeBack();
            service.on("/actuator/health", TestService::healthy);
            service.on("/api", exchange -> TestService.answer(exchange, 200, "application/json", "{}"));
        }
        platform.bean(CircuitBreakerRegistry.class).getAllCircuitBreakers().forEach(CircuitBreaker::reset);
    }

    @AfterEach
    void letGo() {
        end.countDown();
    }

    private HttpResponse<String> ingest() {
        return platform.get("/api/v1/pipelines");
    }

    private static void assertUnavailable(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(Long.parseLong(response.headers().firstValue("Retry-After").orElseThrow()))
                .isPositive();
        assertThat(json(response).path("code").asString()).isEqualTo("service-unavailable");
        assertThat(json(response).path("requestId").asString()).isNotBlank();
        assertThat(json(response).path("service").asString()).isEqualTo("ingest-worker");
    }

    private static Duration time(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Answers nothing to the end of the test, and counts in {@code held} who waits. */
    private void stall(TestService service, AtomicInteger held) {
        service.on("/api", exchange -> {
            held.incrementAndGet();
            try {
                end.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            throw new IOException("stalled to the end");
        });
    }

    @Test
    void aServiceThatIsDownIsAnswered503AndComesBackByItself() {
        assertThat(ingest().statusCode()).isEqualTo(200);
        platform.ingest.goAway();
        for (int call = 0; call < 8; call++) {
            assertUnavailable(ingest());
        }
        assertThat(platform.get("/api/v1/tables").statusCode()).isEqualTo(200);
        platform.ingest.comeBack();
        await().untilAsserted(() -> assertThat(ingest().statusCode()).isEqualTo(200));
    }

    /** Refused without asking the service; at times one call is let through to see whether it has come back. */
    @Test
    void aStalledServiceFailsFastOnceItsBreakerIsOpen() {
        stall(platform.ingest, new AtomicInteger());
        assertUnavailable(ingest());
        await().until(() -> {
            int before = platform.ingest.calls();
            Duration refused = time(() -> assertUnavailable(ingest()));
            return platform.ingest.calls() == before && refused.compareTo(STALL) < 0;
        });
        platform.ingest.on("/api", exchange -> TestService.answer(exchange, 200, "application/json", "{}"));
        await().untilAsserted(() -> assertThat(ingest().statusCode()).isEqualTo(200));
    }

    /** None of the calls that are held ends before the test does: whoever waited for one would have no answer. */
    @Test
    void othersDoNotWaitForOneThatStalls() {
        AtomicInteger held = new AtomicInteger();
        stall(platform.lineage, held);
        List<CompletableFuture<HttpResponse<Void>>> stuck = new ArrayList<>();
        for (int call = 0; call < 300; call++) {
            stuck.add(platform.client()
                    .sendAsync(platform.request("/api/v1/jobs").build(), HttpResponse.BodyHandlers.discarding()));
        }
        await().atMost(PATIENCE).until(() -> held.get() + ended(stuck) == stuck.size());
        int waiting = held.get();
        assertThat(waiting).as("calls that the service holds").isGreaterThan(10);
        for (int call = 0; call < 40; call++) {
            assertThat(platform.get("/api/v1/tables").statusCode()).isEqualTo(200);
        }
        assertThat(stuck.size() - ended(stuck)).isEqualTo(waiting);
        end.countDown();
        CompletableFuture.allOf(stuck.toArray(CompletableFuture[]::new)).join();
    }

    /** A fault of one service, and the paths of the two others, whose calls are timed. */
    enum Fault {
        STALLED("/api/v1/tables", "/api/v1/pipelines", "/api/v1/jobs"),
        SLOW("/api/v1/jobs", "/api/v1/tables", "/api/v1/pipelines"),
        KILLED("/api/v1/pipelines", "/api/v1/tables", "/api/v1/jobs");

        private final String faulty;
        private final List<String> others;

        Fault(String faulty, String... others) {
            this.faulty = faulty;
            this.others = List.of(others);
        }

        private TestService service() {
            return switch (this) {
                case STALLED -> platform.metadata;
                case SLOW -> platform.lineage;
                case KILLED -> platform.ingest;
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void othersAreNoSlowerWhileOneIs(Fault fault) {
        Latencies.of(new FaultyRound(fault)).assertAlike();
    }

    /** While one is stalled or slow, as many calls wait for it as one caller may have there. */
    private final class FaultyRound implements Latencies.Round {

        private final Fault fault;
        private final List<CompletableFuture<?>> waiting = new ArrayList<>();
        private CountDownLatch over = new CountDownLatch(1);

        private FaultyRound(Fault fault) {
            this.fault = fault;
        }

        @Override
        public void recover() {
            over.countDown();
            CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new)).join();
            waiting.clear();
            GatewayFaultsTest.this.recover();
            await().until(() -> platform.get(fault.faulty).statusCode() == 200);
        }

        @Override
        public void fault() {
            CountDownLatch end = new CountDownLatch(1);
            over = end;
            switch (fault) {
                case KILLED -> platform.ingest.goAway();
                case STALLED -> fault.service().on("/api", exchange -> trickle(exchange, end, 0));
                case SLOW -> fault.service().on("/api", exchange -> trickle(exchange, end, 1_000));
            }
            for (int call = 0; call < 100; call++) {
                disturb();
            }
        }

        @Override
        public void disturb() {
            waiting.add(platform.client()
                    .sendAsync(platform.request(fault.faulty).build(), HttpResponse.BodyHandlers.discarding())
                    // What breaks off is what the fault is.
                    .handle((answer, brokenOff) -> answer));
        }

        @Override
        public void call() {
            for (String other : fault.others) {
                assertThat(platform.get(other).statusCode()).isEqualTo(200);
            }
        }
    }

    /** Answers a byte now and then, some of them at the most, and nothing more to the end. */
    private static void trickle(HttpExchange exchange, CountDownLatch end, int bytes) throws IOException {
        try {
            if (bytes > 0) {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, bytes);
            }
            for (int sent = 0; sent < bytes && !end.await(50, TimeUnit.MILLISECONDS); sent++) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
            }
            end.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        throw new IOException("it never ends");
    }

    private static int ended(List<? extends CompletableFuture<?>> calls) {
        return (int) calls.stream().filter(CompletableFuture::isDone).count();
    }

    @Test
    void onlyCallsThatChangeNothingAreRepeated() {
        AtomicInteger attempts = new AtomicInteger();
        platform.ingest.on("/api", exchange -> {
            if (attempts.getAndIncrement() == 0) {
                exchange.close();
            } else {
                TestService.answer(exchange, 200, "application/json", "{}");
            }
        });
        assertThat(ingest().statusCode()).isEqualTo(200);
        assertThat(attempts).hasValue(2);
        attempts.set(0);
        assertUnavailable(platform.post("/api/v1/pipelines", "{}"));
        assertThat(attempts).hasValue(1);
    }

    @Test
    void whatAServiceAnswersIsPassedOnUnchanged() {
        platform.ingest.on("/api", exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "7");
            TestService.answer(exchange, 503, "application/problem+json", "{\"code\":\"own\"}");
        });
        for (int call = 0; call < 10; call++) {
            HttpResponse<String> response = ingest();
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(json(response).path("code").asString()).isEqualTo("own");
            assertThat(response.headers().firstValue("Retry-After")).contains("7");
        }
    }

    @Test
    void anAnswerThatBreaksOffIsNotTakenForAWholeOne() {
        platform.ingest.on("/api", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(new byte[200_000]);
            exchange.getResponseBody().flush();
            throw new IOException("dies here");
        });
        CompletableFuture<HttpResponse<String>> answer = platform.client()
                .sendAsync(platform.request("/api/v1/pipelines").build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer).failsWithin(PATIENCE);
    }

    @Test
    void healthSaysWhoIsDown() {
        // A service is said to be down, too, that does not answer for a second and a half.
        await().untilAsserted(() -> assertThat(
                        json(platform.get("/api/v1/health")).path("status").asString())
                .isEqualTo("UP"));
        platform.lineage.goAway();
        platform.ingest.on("/actuator/health", exchange -> TestService.answer(exchange, 503, "text/plain", "no"));
        await().untilAsserted(() -> {
            HttpResponse<String> response = platform.get("/api/v1/health");
            assertThat(response.statusCode()).isEqualTo(200);
            var health = json(response);
            assertThat(health.path("status").asString()).isEqualTo("DEGRADED");
            assertThat(health.at("/services/lineage-service/status").asString()).isEqualTo("DOWN");
            assertThat(health.at("/services/ingest-worker/status").asString()).isEqualTo("DOWN");
            assertThat(health.at("/services/metadata-service/status").asString())
                    .isEqualTo("UP");
            assertThat(health.at("/services/platform-api/status").asString()).isEqualTo("UP");
        });
    }
}
