package io.weir.support.drain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.support.probe.Asking;
import io.weir.support.probe.Gate;
import io.weir.support.probe.ProbeService;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * Breaks when a service that is told to stop cuts off a call that it has begun, with a thread of its own or without, when
 * it begins another, or refuses it without a shape, on a connection that is open or on a new one.
 */
class DrainTest {

    @Test
    void answersWhatItHasBegunAndBeginsNothingNew() throws Exception {
        ProbeService.Running service = ProbeService.start("--spring.lifecycle.timeout-per-shutdown-phase=5m");
        try (service) {
            Asking asking = service.asking();
            HttpClient known = HttpClient.newHttpClient();
            assertThat(get(known, asking, "/actuator/health/readiness").statusCode())
                    .isEqualTo(200);
            CompletableFuture<HttpResponse<String>> begun = CompletableFuture.supplyAsync(() -> asking.get("/gate"));
            CompletableFuture<HttpResponse<String>> waits =
                    CompletableFuture.supplyAsync(() -> asking.get("/gate/later"));
            Gate gate = service.bean(Gate.class);
            assertThat(gate.awaitCallers(2)).isTrue();

            CompletableFuture<Void> closed =
                    CompletableFuture.runAsync(() -> service.context().close());
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> get(known, asking, "/probe/request-id").statusCode() == 503);
            expectRefused(get(known, asking, "/probe/request-id"));
            expectRefused(asking.post("/probe/things", "{}"));
            assertThat(get(known, asking, "/actuator/health/readiness").statusCode())
                    .isEqualTo(503);
            assertThat(get(known, asking, "/actuator/health/liveness").statusCode())
                    .isEqualTo(200);
            assertThat(closed).isNotDone();

            gate.open();
            assertThat(begun.join().body()).isEqualTo("through");
            assertThat(waits.join().body()).isEqualTo("through");
            closed.join();
        }
    }

    @Test
    void whoIsNotAnsweredInTimeHoldsNobodyUp() throws Exception {
        CallsUnderWay calls = new CallsUnderWay();
        assertThat(calls.begin()).isTrue();
        calls.close();
        assertThat(calls.begin()).isFalse();
        assertThat(calls.awaitEnd(Duration.ofMillis(1))).isEqualTo(1);
        calls.end();
        assertThat(calls.awaitEnd(Duration.ofMinutes(1))).isZero();
    }

    private static HttpResponse<String> get(HttpClient client, Asking asking, String path) throws Exception {
        URI address = URI.create("http://localhost:" + asking.port() + path);
        return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }

    private static void expectRefused(HttpResponse<String> answer) {
        Asking.problem(answer, 503, "service-stopping");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(answer.headers().firstValue("Connection")).hasValue("close");
    }
}
