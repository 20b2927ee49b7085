package io.weir.client.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.weir.client.call.AnsweringServer;
import io.weir.client.call.Variables;
import io.weir.client.call.WeirException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the Java client sends, and what it makes of answers; {@code test_job.py} asks the same of the Python client. */
class JobCallsTest {

    private AnsweringServer server;

    @BeforeEach
    void start() throws IOException {
        server = new AnsweringServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aBlockIsARun() {
        JobContext job = start("daily/orders");
        try (job) {
            job.addInput("s3://lake/raw");
            job.addOutput("s3://lake/out");
            job.logEvent("rows", Map.of("n", 1));
            job.complete();
        }
        assertThat(server.lines())
                .containsExactly(
                        "POST /api/v1/jobs/daily%2Forders/runs",
                        "POST /api/v1/events/broadcast",
                        "PUT /api/v1/jobs/daily%2Forders/runs/" + job.runId() + "/complete");
        var ended = server.last().body();
        assertThat(ended.path("success").booleanValue()).isTrue();
        assertThat(ended.at("/metadata/inputs").toString()).isEqualTo("[\"s3://lake/raw\"]");
        assertThat(ended.at("/metadata/outputs").toString()).isEqualTo("[\"s3://lake/out\"]");
        assertThat(server.calls()).allMatch(call -> List.of("Bearer secret-token")
                .equals(call.headers().get("Authorization")));
    }

    @Test
    void aFailureToEndDoesNotHideWhyTheBlockWasLeft() {
        IllegalStateException why = new IllegalStateException("lost");
        Throwable thrown = catchThrowable(() -> {
            try (JobContext job = start("job")) {
                job.addInput("s3://lake/raw");
                server.fail(500);
                throw why;
            }
        });
        assertThat(thrown).isSameAs(why);
        assertThat(thrown.getSuppressed()).singleElement().isInstanceOf(WeirException.Server.class);
        assertThat(server.last().body().path("success").booleanValue()).isFalse();
    }

    @Test
    void whatMayBeRepeatedIsWithTheSameRunAndKey() {
        server.fail(503, AnsweringServer.NONE);
        JobContext job = start("job");
        assertThat(server.calls()).hasSize(3).allSatisfy(call -> assertThat(
                        call.body().path("run_id").textValue())
                .isEqualTo(String.valueOf(job.runId())));
        server.fail(503);
        job.logEvent("x", Map.of());
        assertThat(server.calls().subList(3, 5).stream()
                        .map(call -> call.headers().get("Idempotency-Key"))
                        .distinct())
                .hasSize(1);
        job.complete();
    }

    @Test
    void anUploadIsRepeatedByteForByte() {
        JobContext job = start("a job");
        job.attachLog("hello\n");
        server.fail(503);
        job.shipLogs();
        String upload = "PUT /api/v1/datasets/logs/jobs/a%20job/" + job.runId() + "/run.log";
        assertThat(server.lines()).containsExactly("POST /api/v1/jobs/a%20job/runs", upload, upload);
        assertThat(server.calls().subList(1, 3))
                .allMatch(call -> call.text().equals("hello\n"))
                .allMatch(call -> call.headers().getFirst("Content-Type").equals("application/octet-stream"));
        job.complete();
    }

    @ParameterizedTest
    @CsvSource({
        "401,Auth",
        "403,Permission",
        "404,InvalidConfiguration",
        "409,Conflict",
        "412,Conflict",
        "500,Server",
        "501,Server"
    })
    void failuresHaveKindsAndIds(int status, String kind) {
        JobContext job = start("job");
        server.fail(status);
        WeirException failure = catchThrowableOfType(WeirException.class, job::complete);
        assertThat(failure.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure.code()).isEqualTo("the-code");
        assertThat(failure.requestId()).isEqualTo("r-1");
        assertThat(failure.runId()).isEqualTo(String.valueOf(job.runId()));
        assertThat(failure).hasMessageContaining(failure.runId()).hasMessageContaining("because");
        assertThat(failure.toString()).doesNotContain("secret-token");
        assertThat(server.lines()).hasSize(2);
    }

    @Test
    void afterSomeAttemptsItIsTold() {
        server.fail(503, 429, 502, AnsweringServer.NONE);
        assertThatThrownBy(() -> start("job")).isInstanceOf(WeirException.TransientNetwork.class);
        assertThat(server.lines()).hasSize(4);
    }

    @Test
    void signsOfLifeAreGivenThoughSomeAreLost() throws InterruptedException {
        try (JobContext job = JobContext.start("job", Map.of(), settings(false), Duration.ofMillis(1))) {
            assertThat(server.isAlive(1)).isTrue();
            server.fail(404);
            server.answer(200, "<html>a proxy's page</html>");
            assertThat(server.isAlive(4)).isTrue();
            job.complete();
        }
        assertThat(server.lines()).filteredOn(line -> line.startsWith("PUT")).hasSize(1);
    }

    @Test
    void aTableIsAskedForOnceAMinuteAndLastsWhileNobodyAnswers() {
        AtomicLong now = new AtomicLong();
        JobContext job = JobContext.detached("job", settings(false), now::get);
        assertThat(job.getTableLatestUri("a t")).isEqualTo("s3://lake/t");
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(job.getTableLatestUri("a t")).isEqualTo("s3://lake/t");
        assertThat(server.lines()).containsExactly("GET /api/v1/tables/a%20t/snapshots/latest");
        now.incrementAndGet();
        server.fail(503, 503, 503, 503);
        assertThat(job.getTableLatestUri("a t")).isEqualTo("s3://lake/t");
        assertThat(server.lines()).hasSize(5);
        assertThat(job.getTableLatestUri("a t")).isEqualTo("s3://lake/t");
        assertThat(server.lines()).as("asked again, as soon as it may answer").hasSize(6);
    }

    @Test
    void aTableThatWasNeverHeardOfIsNotKnownWhileNobodyAnswers() {
        JobContext job = JobContext.detached("job", settings(false));
        server.fail(500);
        assertThatThrownBy(() -> job.getTableLatestUri("t")).isInstanceOf(WeirException.Server.class);
    }

    @Test
    void aTableThatIsGoneIsNotReadFromMemory() {
        AtomicLong now = new AtomicLong();
        JobContext job = JobContext.detached("job", settings(false), now::get);
        job.getTableLatestUri("t");
        now.addAndGet(Duration.ofMinutes(2).toNanos());
        server.answer(404, "{\"code\":\"table-not-found\"}");
        assertThatThrownBy(() -> job.getTableLatestUri("t")).isInstanceOf(WeirException.NotFound.class);
    }

    @Test
    void whatIsRegisteredIsTheLatest() {
        JobContext job = JobContext.detached("job", settings(false));
        job.registerSnapshot("t", "s3://lake/new", "delta", null);
        assertThat(job.getTableLatestUri("t")).isEqualTo("s3://lake/new");
        assertThat(server.lines()).containsExactly("POST /api/v1/jobs/register-snapshot");
    }

    @Test
    void detachedLineageNamesNoRunAndEndsNone() {
        try (JobContext job = JobContext.detached("job", settings(true))) {
            job.registerSnapshot("t", "s3://lake/t", "delta", null);
            job.logEvent("x", Map.of());
            job.attachLog("of no run");
            job.complete();
        }
        assertThat(server.lines())
                .containsExactly("POST /api/v1/jobs/register-snapshot", "POST /api/v1/events/broadcast");
        assertThat(server.calls()).noneMatch(call -> call.body().has("run_id"));
        assertThat(server.calls().get(0).body().path("job_name").textValue()).isEqualTo("job");
    }

    @Test
    void aLogIsShippedWhereItIsSaidAndToldOnce() {
        JobContext job = JobContext.start("job", Map.of(), settings(true));
        job.attachLog("hello\n");
        job.shipLogs();
        job.attachLog("again\n");
        job.complete();
        String shipped = "PUT /api/v1/datasets/logs/jobs/job/" + job.runId() + "/run.log";
        assertThat(server.lines()).filteredOn(shipped::equals).hasSize(2);
        assertThat(server.calls().get(2).text()).isEqualTo("hello\nagain\n");
        assertThat(server.last().body().path("artifacts"))
                .singleElement()
                .isEqualTo(
                        JsonNodeFactory.instance.objectNode().put("type", "log").put("uri", "s3://lake/t"));
    }

    @Test
    void aLogThatCannotBeShippedEndsNoRunAsFailed() {
        JobContext job = JobContext.start("job", Map.of(), settings(true));
        job.attachLog("hello\n");
        server.fail(500);
        job.complete();
        assertThat(server.last().body().path("success").booleanValue()).isTrue();
        assertThat(server.last().body().path("artifacts").toString()).contains("log-error");
    }

    @Test
    void namesOfTablesAreInTheSchemaThatTheEnvironmentSays() {
        Map<String, String> environment =
                Map.of("WEIR_URL", server.settings().url().toString(), "WEIR_DATABASE", "lake", "WEIR_SCHEMA", "sales");
        JobContext job = JobContext.detached("job", JobSettings.from(new Variables(environment)));
        job.getTableLatestUri("raw.orders");
        assertThat(server.lines()).containsExactly("GET /api/v1/tables/lake.raw.orders/snapshots/latest");
        job.registerSnapshot("orders", "s3://lake/orders", "delta", null);
        assertThat(server.last().body().path("table_name").asText()).isEqualTo("lake.sales.orders");
        assertThat(job.getTableLatestUri("orders")).isEqualTo("s3://lake/orders");
        assertThat(server.lines()).hasSize(2);
    }

    private JobSettings settings(boolean shipLogs) {
        return new JobSettings(server.settings(), "logs", shipLogs);
    }

    private JobContext start(String job) {
        return JobContext.start(job, Map.of(), settings(false));
    }
}
