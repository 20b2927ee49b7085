package io.weir.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.client.job.JobContext;
import io.weir.client.job.JobSettings;
import io.weir.client.job.WeirException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The Java client's block around a job, against the service. */
class JobContextTest {

    @TempDir
    private static Path folder;

    private static TestService service;

    @BeforeAll
    static void start() {
        service = new TestService("--weir.lineage.objects.folder=" + folder);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aBlockIsARun() {
        String table = "table " + UUID.randomUUID();
        JobContext job = JobContext.start("java/job", Map.of("team", "a"), settings(true));
        try (job) {
            job.addInput("s3://lake/raw");
            job.registerSnapshot(table, "s3://lake/" + job.runId(), "parquet", Map.of("fields", List.of()));
            assertThat(job.getTableLatestUri(table)).isEqualTo("s3://lake/" + job.runId());
            job.logEvent("java.tested", Map.of("n", 1));
            job.attachLog("hello\n");
            job.complete();
        }
        JsonNode run = service.run(job.runId());
        assertThat(run.path("state").stringValue()).isEqualTo("COMPLETE");
        assertThat(run.path("inputs").size()).isEqualTo(2);
        assertThat(run.path("outputs").get(0).path("name").stringValue())
                .isEqualTo(job.runId().toString());
        assertThat(run.has("lastHeartbeatAt")).isTrue();
        assertThat(service.get("/api/v1/datasets/artifacts/jobs/java%2Fjob/" + job.runId() + "/run.log")
                        .text())
                .isEqualTo("hello\n");
        assertThat(run.path("facets")
                        .path("weir_artifacts")
                        .path("artifacts")
                        .get(0)
                        .path("type")
                        .stringValue())
                .isEqualTo("log");
    }

    @Test
    void aBlockThatIsLeftEarlyFails() {
        JobContext job = JobContext.start("java/job", Map.of(), settings(false));
        assertThatThrownBy(() -> {
                    try (job) {
                        job.getTableLatestUri("no such table");
                    }
                })
                .isInstanceOf(WeirException.NotFound.class)
                .hasMessageContaining("snapshot-not-found")
                .hasMessageContaining(String.valueOf(job.runId()));
        assertThat(service.run(job.runId()).path("state").stringValue()).isEqualTo("FAIL");
    }

    @Test
    void aRunThatEndedElsewhereIsAConflict() {
        JobContext job = JobContext.start("java/job", Map.of(), settings(false));
        service.put("/api/v1/jobs/java%2Fjob/runs/" + job.runId() + "/complete", Map.of("success", false));
        assertThatThrownBy(job::complete).isInstanceOf(WeirException.Conflict.class);
        job.close();
    }

    @Test
    void lineageNeedsNoRun() {
        String table = "table " + UUID.randomUUID();
        try (JobContext job = JobContext.detached("java/detached", settings(false))) {
            job.registerSnapshot(table, "s3://lake/detached", "parquet", null);
            assertThat(job.runId()).isNull();
        }
        assertThat(service.graph("job:weir:java/detached").path("graph").size()).isGreaterThan(1);
    }

    @Test
    void nobodyThereIsToldAsSuch() {
        JobSettings nowhere = new JobSettings(
                URI.create("http://127.0.0.1:1"),
                null,
                "artifacts",
                Duration.ofSeconds(1),
                false,
                2,
                Duration.ofMillis(1));
        assertThatThrownBy(() -> JobContext.start("java/job", Map.of(), nowhere))
                .isInstanceOf(WeirException.TransientNetwork.class);
    }

    private static JobSettings settings(boolean shipLogs) {
        return new JobSettings(
                URI.create(service.address()),
                "secret",
                "artifacts",
                Duration.ofSeconds(10),
                shipLogs,
                3,
                Duration.ofMillis(10));
    }
}
