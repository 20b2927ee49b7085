package io.weir.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.support.probe.Asking;
import io.weir.support.probe.ProbeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who looks for a request, a table, a pipeline or a run finds its lines by a field, as the chart and compose have them. */
@ExtendWith(OutputCaptureExtension.class)
class JsonLogTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Boot keeps the format for the whole JVM, and so for the tests that come after. */
    @AfterEach
    void forgetFormat() {
        System.clearProperty("CONSOLE_LOG_STRUCTURED_FORMAT");
    }

    @Test
    void everyLineOfARequestTellsWhatItIsAbout(CapturedOutput output) {
        try (ProbeService.Running service = start()) {
            Asking asking = service.asking();
            asking.get(
                    "/probe/tables/orders/pipelines/sales/runs/7e57",
                    "X-Request-Id",
                    "request-1",
                    "traceparent",
                    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
            JsonNode line = line(output, "asked for 7e57");
            assertThat(line.path("requestId").asString()).isEqualTo("request-1");
            assertThat(line.path("table").asString()).isEqualTo("orders");
            assertThat(line.path("pipeline").asString()).isEqualTo("sales");
            assertThat(line.path("run").asString()).isEqualTo("7e57");
            assertThat(line.path("traceId").asString()).isEqualTo("0af7651916cd43dd8448eb211c80319c");

            asking.get("/probe/send-error", "X-Request-Id", "request-2");
            JsonNode next = line(output, "about to refuse");
            assertThat(next.path("requestId").asString()).isEqualTo("request-2");
            assertThat(next.has("table")).as("of the request before").isFalse();
        }
    }

    /** With traces that nobody takes: there is a trace to tell of, whether it arrives or not. */
    private static ProbeService.Running start() {
        return ProbeService.start(
                "--logging.structured.format.console=ecs", "--weir.tracing.endpoint=http://127.0.0.1:1/v1/traces");
    }

    private static JsonNode line(CapturedOutput output, String message) {
        await().until(() -> output.getOut().contains(message));
        return output.getOut()
                .lines()
                .filter(line -> line.startsWith("{") && line.contains(message))
                .map(JSON::readTree)
                .findFirst()
                .orElseThrow();
    }
}
