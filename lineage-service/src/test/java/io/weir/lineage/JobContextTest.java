package io.weir.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.client.call.ClientSettings;
import io.weir.client.call.WeirException;
import io.weir.client.job.JobContext;
import io.weir.client.job.JobSettings;
import io.weir.test.s3.S3Server;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The Java client's block around a job, against the service, whose objects lie in S3. */
class JobContextTest {

    private static final String OBJECTS = "/api/v1/datasets";

    private static S3Server s3;
    private static TestService service;

    @BeforeAll
    static void start() {
        s3 = new S3Server();
        service = new TestService(
                "--weir.lineage.objects.location=s3://" + S3Server.BUCKET + "/team",
                "--weir.lineage.objects.s3.endpoint=" + s3.endpoint(),
                "--weir.lineage.objects.s3.path-style=true",
                "--weir.lineage.objects.maximum-size=20B");
    }

    @AfterAll
    static void stop() {
        service.close();
        s3.close();
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
    void anObjectInS3IsStoredReadAndRemoved() {
        assertThat(send("/lake-1/a%20b", put("0123456789")).status()).isEqualTo(201);
        assertThat(s3.keys()).contains("team/lake-1/a b");
        var read = send("/lake-1/a%20b", HttpRequest.Builder::GET);
        assertThat(read.text()).isEqualTo("0123456789");
        String tag = read.headers().get("ETag");
        assertThat(send("/lake-1/a%20b", get -> get.header("If-None-Match", tag))
                        .status())
                .isEqualTo(304);
        var part = send("/lake-1/a%20b", get -> get.header("Range", "bytes=3-5"));
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.text()).isEqualTo("345");
        assertThat(part.headers()).containsEntry("Content-Range", "bytes 3-5/10");
        assertThat(send("/lake-1/a%20b", HttpRequest.Builder::DELETE).status()).isEqualTo(204);
        var gone = send("/lake-1/a%20b", HttpRequest.Builder::GET);
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.json().path("code").stringValue()).isEqualTo("object-not-found");
    }

    @Test
    void whatIsTooMuchOrOtherThanSaidIsNotInS3() {
        var large = send("/lake-1/refused", put("x".repeat(21)));
        assertThat(large.status()).isEqualTo(413);
        assertThat(large.headers().get("Content-Type")).startsWith("application/problem+json");
        assertThat(large.json().path("code").stringValue()).isEqualTo("content-too-large");
        var other = send(
                "/lake-1/refused", request -> put("hello").apply(request).header("X-Checksum-SHA256", "0".repeat(64)));
        assertThat(other.status()).isEqualTo(422);
        assertThat(send("/lake-1/refused", HttpRequest.Builder::GET).status()).isEqualTo(404);
        assertThat(s3.uploads()).isEmpty();
    }

    private static UnaryOperator<HttpRequest.Builder> put(String body) {
        return request -> request.PUT(BodyPublishers.ofString(body));
    }

    private static TestService.Answer send(String path, UnaryOperator<HttpRequest.Builder> as) {
        return service.send(as.apply(service.request(OBJECTS + path)));
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
                new ClientSettings(
                        URI.create("http://127.0.0.1:1"), null, Duration.ofSeconds(1), 2, Duration.ofMillis(1)),
                "artifacts",
                false);
        assertThatThrownBy(() -> JobContext.start("java/job", Map.of(), nowhere))
                .isInstanceOf(WeirException.TransientNetwork.class);
    }

    private static JobSettings settings(boolean shipLogs) {
        return new JobSettings(
                new ClientSettings(
                        URI.create(service.address()), "secret", Duration.ofMinutes(1), 3, Duration.ofMillis(10)),
                "artifacts",
                shipLogs);
    }
}
