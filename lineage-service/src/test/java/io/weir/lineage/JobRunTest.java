package io.weir.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.support.access.FormerOwner;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Runs by the routes that need no OpenLineage, and jobs in lists. */
class JobRunTest {

    private static TestService service;

    @BeforeAll
    static void start() {
        service = new TestService();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aRunStartsAndCompletes() {
        JsonNode started = start("daily orders", Map.of("owner", "team a"));
        UUID run = UUID.fromString(started.path("run_id").stringValue());
        assertThat(started.path("state").stringValue()).isEqualTo("RUNNING");
        assertThat(started.path("request_id").stringValue()).isNotEmpty();
        assertThat(started.has("started_at")).isTrue();

        Map<String, Object> metadata = Map.of(
                "inputs", List.of("s3a://lake/raw/", Map.of("namespace", "kafka://b:9092", "name", "orders")),
                "outputs", List.of(Map.of("table_name", "orders")));
        var answer = complete("daily orders", run, true, metadata);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("state").stringValue()).isEqualTo("COMPLETE");
        assertThat(complete("daily orders", run, true, metadata).json().path("ended_at"))
                .isEqualTo(answer.json().path("ended_at"));

        JsonNode recorded = service.run(run);
        assertThat(recorded.path("inputs").toString())
                .isEqualTo("[{\"name\":\"orders\",\"namespace\":\"kafka://b:9092\"},"
                        + "{\"name\":\"raw\",\"namespace\":\"s3://lake\"}]");
        assertThat(recorded.path("outputs").toString()).isEqualTo("[{\"name\":\"orders\",\"namespace\":\"weir\"}]");
        assertThat(recorded.path("facets")
                        .path("weir_artifacts")
                        .path("artifacts")
                        .toString())
                .isEqualTo("[{\"type\":\"log\",\"uri\":\"s3://lake/run.log\"}]");
        assertThat(recorded.path("facets")
                        .path("weir_metadata")
                        .path("metadata")
                        .has("outputs"))
                .isTrue();
    }

    @Test
    void aRunThatFailedCannotComplete() {
        UUID run = UUID.fromString(start("failing", Map.of()).path("run_id").stringValue());
        assertThat(complete("failing", run, false, Map.of())
                        .json()
                        .path("state")
                        .stringValue())
                .isEqualTo("FAIL");

        var answer = complete("failing", run, true, Map.of());
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("code").stringValue()).isEqualTo("run-ended");
        assertThat(answer.json().path("runId").stringValue()).isEqualTo(run.toString());
    }

    @Test
    void aRunOfAnotherJobIsNotFound() {
        UUID run = UUID.fromString(start("a/b:c", Map.of()).path("run_id").stringValue());

        assertThat(complete("other", run, true, Map.of()).status()).isEqualTo(404);
        assertThat(complete("a/b:c", UUID.randomUUID(), true, Map.of()).status())
                .isEqualTo(404);
        assertThat(complete("a/b:c", run, true, Map.of()).status()).isEqualTo(200);
        assertThat(service.put("/api/v1/jobs/x/runs/none/complete", Map.of("success", true))
                        .status())
                .isIn(400, 422);
        assertThat(service.put("/api/v1/jobs/x/runs/" + run + "/complete", Map.of())
                        .status())
                .isIn(400, 422);
    }

    @Test
    void jobsAreListedByNameWithTheirLatestRun() {
        UUID run = UUID.randomUUID();
        service.post("/api/v1/lineage", named("list", "b", run, "START", 1));
        service.post("/api/v1/lineage", named("list", "a", UUID.randomUUID(), "COMPLETE", 2));
        service.post("/api/v1/lineage", named("list", "é" + "x".repeat(5000), UUID.randomUUID(), "FAIL", 3));
        service.post("/api/v1/lineage", named("list", "é" + "x".repeat(4999) + "y", UUID.randomUUID(), "FAIL", 4));

        List<JsonNode> jobs = new java.util.ArrayList<>();
        String next = "";
        do {
            JsonNode page = service.get("/api/v1/jobs?limit=1" + next).json();
            page.path("items").forEach(jobs::add);
            next = page.has("nextPageToken")
                    ? "&pageToken=" + page.path("nextPageToken").stringValue()
                    : "";
        } while (!next.isEmpty());
        List<JsonNode> listed = jobs.stream()
                .filter(job -> job.path("namespace").stringValue().equals("list"))
                .toList();
        assertThat(listed).hasSize(4);
        assertThat(listed.get(0).path("name").stringValue()).isEqualTo("a");
        assertThat(listed.get(0).path("latestRunState").stringValue()).isEqualTo("COMPLETE");
        assertThat(listed.get(1).path("latestRunId").stringValue()).isEqualTo(run.toString());
        assertThat(listed.get(1).path("latestRunState").stringValue()).isEqualTo("RUNNING");
        assertThat(listed.get(1).path("updatedAt").stringValue()).isEqualTo("2026-01-31T12:00:01Z");
    }

    @Test
    void aJobIsWhoseItWasFirstSentUntilItIsHandedOver() {
        service.post("/api/v1/lineage", named("owned", "told", UUID.randomUUID(), "START", 1));
        start("begun", Map.of());
        String told = "/api/v1/namespaces/owned/jobs/told";

        assertThat(service.get(told).json().path("owner").stringValue()).isEqualTo("platform");
        assertThat(service.get("/api/v1/jobs?name=begun").json().path("items"))
                .hasSize(1)
                .allMatch(job -> job.path("owner").stringValue().equals("platform"));
        var given = service.put(told + "/owner", Map.of("owner", "user:ben"));
        assertThat(given.status()).isEqualTo(200);
        assertThat(given.json().path("owner").stringValue()).isEqualTo("user:ben");
        assertThat(service.put(told + "/owner", Map.of("owner", "user:ben")).status())
                .as("repeated")
                .isEqualTo(200);
        service.post("/api/v1/lineage", named("owned", "told", UUID.randomUUID(), "START", 2));
        assertThat(service.get(told).json().path("owner").stringValue())
                .as("whoever sends of it later")
                .isEqualTo("user:ben");
        assertThat(service.put(told + "/owner", Map.of("owner", "ben")).json().toString())
                .contains("\"field\":\"owner\"", "is nobody's name");
        assertThat(service.put(told + "s/owner", Map.of("owner", "user:ben")).status())
                .isEqualTo(404);
    }

    /** Never the next one's of that name. */
    @Test
    void aJobOfSomebodyWhoIsGoneIsThePlatforms() {
        for (String name : List.of("left", "kept")) {
            service.post("/api/v1/lineage", named("gone", name, UUID.randomUUID(), "START", 1));
            service.put("/api/v1/namespaces/gone/jobs/" + name + "/owner", Map.of("owner", "user:" + name));
        }

        assertThat(service.post(FormerOwner.PATH, Map.of("owner", "user:left")).status())
                .isEqualTo(204);

        assertThat(service.get("/api/v1/namespaces/gone/jobs/left")
                        .json()
                        .path("owner")
                        .stringValue())
                .isEqualTo("platform");
        assertThat(service.get("/api/v1/namespaces/gone/jobs/kept")
                        .json()
                        .path("owner")
                        .stringValue())
                .isEqualTo("user:kept");
    }

    @Test
    void aJobThatIsOnlyNamedIsNobodysAndNamesAreFoundInAllNamespaces() {
        UUID parent = UUID.randomUUID();
        Map<String, Object> facet = Map.of(
                "_producer",
                "https://example.com",
                "_schemaURL",
                "https://openlineage.io/spec/facets/1-0-0/ParentRunFacet.json",
                "run",
                Map.of("runId", parent.toString()),
                "job",
                Map.of("namespace", "owned", "name", "leader"));
        service.post(
                "/api/v1/lineage",
                TestEvents.with(
                        named("owned", "led", UUID.randomUUID(), "START", 1),
                        "run",
                        Map.of("runId", UUID.randomUUID().toString(), "facets", Map.of("parent", facet))));
        String leader = "/api/v1/namespaces/owned/jobs/leader";

        assertThat(service.get(leader).json().has("owner")).isFalse();
        service.post("/api/v1/lineage", named("owned", "leader", parent, "START", 0));
        assertThat(service.get(leader).json().path("owner").stringValue())
                .as("once it is sent itself")
                .isEqualTo("platform");
        service.post("/api/v1/lineage", named("elsewhere", "leader", UUID.randomUUID(), "START", 1));
        JsonNode first = service.get("/api/v1/jobs?name=leader&limit=1").json();
        assertThat(first.path("items")).hasSize(1);
        JsonNode second = service.get("/api/v1/jobs?name=leader&limit=1&pageToken="
                        + first.path("nextPageToken").stringValue())
                .json();
        assertThat(second.path("items").path(0).path("namespace").stringValue()).isEqualTo("owned");
        assertThat(second.has("nextPageToken")).isFalse();
        assertThat(service.get("/api/v1/jobs?name=lead").json().path("items")).isEmpty();
    }

    @Test
    void limitsOfPagesAreChecked() {
        assertThat(service.get("/api/v1/jobs?limit=0").status()).isEqualTo(422);
        assertThat(service.get("/api/v1/jobs?limit=x").status()).isIn(400, 422);
        assertThat(service.get("/api/v1/jobs?pageToken=AAAA").status()).isEqualTo(422);
    }

    private static Map<String, Object> named(String namespace, String name, UUID run, String type, int second) {
        return TestEvents.with(
                TestEvents.run(type, run, name, second), "job", Map.of("namespace", namespace, "name", name));
    }

    private static JsonNode start(String job, Map<String, Object> metadata) {
        var answer = service.post(runs(job), Map.of("metadata", metadata));
        assertThat(answer.status()).isEqualTo(201);
        return answer.json();
    }

    private static TestService.Answer complete(String job, UUID run, boolean success, Map<String, Object> metadata) {
        return service.put(
                runs(job) + "/" + run + "/complete",
                Map.of(
                        "success",
                        success,
                        "metadata",
                        metadata,
                        "artifacts",
                        List.of(Map.of("type", "log", "uri", "s3://lake/run.log"))));
    }

    private static String runs(String job) {
        return "/api/v1/jobs/" + TestService.encode(job) + "/runs";
    }
}
