package io.weir.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.tracing.Tracer;
import io.weir.support.probe.Asking;
import io.weir.support.probe.ProbeService;
import io.weir.support.probe.Receiver;
import io.weir.support.request.RequestIds;
import io.weir.support.services.ServiceLocations;
import io.weir.support.tracing.Spans;
import java.net.http.HttpResponse;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.web.client.RestClient;

/** What operators see of a service: its health, its numbers, and one id along a request. */
@ExtendWith(OutputCaptureExtension.class)
class ObservedServiceTest {

    private static ProbeService.Running service;
    private static Asking asking;

    @BeforeAll
    static void start() {
        service = ProbeService.start();
        asking = service.asking();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"})
    void healthIsTold(String path) {
        HttpResponse<String> answer = asking.get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"status\":\"UP\"");
    }

    @Test
    void metricsCarryTheServicesName() {
        asking.get("/probe/request-id");
        // A request is counted after its answer was sent.
        await().untilAsserted(() -> {
            HttpResponse<String> metrics = asking.get("/actuator/prometheus");
            assertThat(metrics.statusCode()).isEqualTo(200);
            assertThat(metrics.body()).containsPattern("http_server_requests_seconds_count\\{.*service=\"probe\"");
        });
    }

    @Test
    void nothingElseOfTheActuatorIsExposed() {
        assertThat(asking.get("/actuator/env").statusCode()).isEqualTo(404);
        assertThat(asking.get("/actuator/heapdump").statusCode()).isEqualTo(404);
    }

    @Test
    void aRequestIdIsTakenKeptAcrossThreadsAndGivenBack(CapturedOutput output) {
        HttpResponse<String> answer = asking.get("/probe/request-id", "X-Request-Id", "abc-1");
        assertThat(answer.body()).isEqualTo("abc-1 abc-1");
        assertThat(answer.headers().allValues("X-Request-Id")).containsExactly("abc-1");
        asking.get("/probe/send-error", "X-Request-Id", "abc-2");
        assertThat(output.getAll()).containsPattern("\\[abc-2].*about to refuse");
    }

    @ParameterizedTest
    @ValueSource(strings = {"with blank", "semi;colon", "<script>"})
    void anUnsafeRequestIdIsReplaced(String unsafe) {
        HttpResponse<String> answer = asking.get("/probe/request-id", "X-Request-Id", unsafe);
        assertThat(answer.headers().firstValue("X-Request-Id"))
                .hasValueSatisfying(made -> assertThat(made).matches("[0-9a-f-]{36}"));
        assertThat(asking.get("/probe/request-id", "X-Request-Id", "x".repeat(129))
                        .headers()
                        .firstValue("X-Request-Id"))
                .hasValueSatisfying(made -> assertThat(made).hasSize(36));
    }

    @Test
    void theRequestIdIsPassedOn() {
        try (Receiver other = new Receiver()) {
            RestClient client = service.bean(RestClient.Builder.class).build();
            MDC.put(RequestIds.LOGGING_KEY, "passed-on");
            try {
                client.get().uri(other.address()).retrieve().toBodilessEntity();
            } finally {
                MDC.clear();
            }
            assertThat(other.arrivals()).extracting(Receiver.Arrival::requestId).containsExactly("passed-on");
        }
    }

    @Test
    void nothingOfTracingIsThereUnlessItGoesSomewhere() {
        assertThat(service.context().getBeanProvider(Tracer.class).stream()).isEmpty();
        assertThat(service.bean(Spans.class)).isSameAs(Spans.OFF);
        assertThat(service.bean(DataSource.class)).isNotInstanceOf(DelegatingDataSource.class);
    }

    @Test
    void theOtherServicesAreWhereOneMachineHasThem() {
        ServiceLocations locations = service.bean(ServiceLocations.class);
        assertThat(locations.lineageUrl()).hasToString("http://localhost:8083");
        assertThat(locations.platformUrl()).hasToString("http://localhost:8080");
    }
}
