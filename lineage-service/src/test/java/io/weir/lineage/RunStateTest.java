package io.weir.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RunStateTest {

    private static TestService service;
    private final UUID run = UUID.randomUUID();

    @BeforeAll
    static void start() {
        service = new TestService();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aRunStartsGoesOnAndEnds() {
        post(TestEvents.run("START", run, "orders", 0));
        assertThat(state()).isEqualTo("RUNNING");
        post(TestEvents.run("RUNNING", run, "orders", 5));
        post(TestEvents.with(
                TestEvents.run("COMPLETE", run, "orders", 9),
                "outputs",
                List.of(Map.of(
                        "namespace",
                        "file",
                        "name",
                        "/tables/orders",
                        "facets",
                        Map.of("version", Map.of("datasetVersion", "7"))))));

        JsonNode ended = service.run(run);
        assertThat(ended.path("state").stringValue()).isEqualTo("COMPLETE");
        assertThat(ended.path("startedAt").stringValue()).isEqualTo("2026-01-31T12:00:00Z");
        assertThat(ended.path("endedAt").stringValue()).isEqualTo("2026-01-31T12:00:09Z");
        assertThat(ended.path("durationMillis").longValue()).isEqualTo(9000);
        assertThat(ended.path("outputs").get(0).path("version").stringValue()).isEqualTo("7");
    }

    @Test
    void nothingReopensARunThatEnded() {
        post(TestEvents.run("COMPLETE", run, "orders", 9));
        for (String late : List.of("START", "RUNNING", "OTHER", "FAIL", "ABORT")) {
            post(TestEvents.run(late, run, "orders", 20));
            assertThat(state()).as(late).isEqualTo("COMPLETE");
        }
        assertThat(service.run(run).path("durationMillis").longValue()).isZero();
    }

    @Test
    void aRunThatOnlyCompletesHasNoStart() {
        post(TestEvents.run("COMPLETE", run, "orders", 9));

        assertThat(service.run(run).has("startedAt")).isFalse();
        assertThat(service.run(run).has("durationMillis")).isFalse();
    }

    @Test
    void anEventWithoutTypeAddsFactsOnly() {
        Map<String, Object> event = TestEvents.run("START", run, "orders", 1);
        event.remove("eventType");
        post(TestEvents.with(event, "inputs", List.of(TestEvents.dataset("kafka://broker:9092", "orders"))));

        assertThat(state()).isEqualTo("NEW");
        assertThat(service.run(run).path("inputs").size()).isEqualTo(1);
    }

    @Test
    void anEmptyListErasesNothingAndACompleteSnapshotReplaces() {
        post(withOutputs(TestEvents.run("START", run, "orders", 0), "a", "b"));
        post(withOutputs(TestEvents.run("RUNNING", run, "orders", 1)));
        assertThat(outputs()).containsExactly("a", "b");

        Map<String, Object> snapshot = withOutputs(TestEvents.run("RUNNING", run, "orders", 3), "c");
        post(TestEvents.with(
                snapshot,
                "job",
                Map.of(
                        "namespace",
                        "weir",
                        "name",
                        "orders",
                        "facets",
                        Map.of(
                                "jobType",
                                Map.of("emissionPattern", Map.of("eventContentMode", "COMPLETE_SNAPSHOT"))))));
        assertThat(outputs()).containsExactly("c");
        post(withOutputs(TestEvents.run("RUNNING", run, "orders", 2), "d"));
        assertThat(outputs()).containsExactly("c");
        post(withOutputs(TestEvents.run("RUNNING", run, "orders", 4), "b"));
        assertThat(outputs()).containsExactly("b", "c");
    }

    @Test
    void facetsAreReplacedWholeAndDeleted() {
        post(withFacet(TestEvents.run("START", run, "orders", 0), Map.of("a", 1, "b", 2)));
        post(withFacet(TestEvents.run("RUNNING", run, "orders", 2), Map.of("a", 3)));
        post(withFacet(TestEvents.run("RUNNING", run, "orders", 1), Map.of("a", 4)));
        assertThat(service.run(run).path("facets").path("custom").toString()).isEqualTo("{\"a\":3}");

        post(withFacet(TestEvents.run("RUNNING", run, "orders", 3), Map.of("_deleted", true)));
        assertThat(service.run(run).path("facets").has("custom")).isFalse();
    }

    @Test
    void aParentIsKnownBeforeItSpeaks() {
        UUID parent = UUID.randomUUID();
        post(TestEvents.with(
                TestEvents.run("START", run, "dag.task", 0), "run", runWithParent(parent.toString(), "dag")));

        assertThat(service.run(run).path("parentRunId").stringValue()).isEqualTo(parent.toString());
        assertThat(service.run(parent).path("job").stringValue()).isEqualTo("dag");
        assertThat(service.run(parent).path("state").stringValue()).isEqualTo("NEW");
        post(TestEvents.run("COMPLETE", parent, "dag", -5));
        assertThat(service.run(parent).path("state").stringValue()).isEqualTo("COMPLETE");
    }

    @Test
    void aRunIsNotItsOwnParent() {
        post(TestEvents.with(TestEvents.run("START", run, "dag", 0), "run", runWithParent(run.toString(), "dag")));

        assertThat(service.run(run).has("parentRunId")).isFalse();
    }

    @Test
    void anUnknownRunIsNotFound() {
        var answer = service.get("/api/v1/runs/" + UUID.randomUUID());

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().path("code").stringValue()).isEqualTo("run-not-found");
    }

    @Test
    void problemsNameTheRunThatTheyAreAbout() {
        String here = "/api/v1/runs/" + run;
        String complete = "/api/v1/jobs/x/runs/" + run + "/complete";
        String snapshots = "/api/v1/jobs/register-snapshot";
        Map<String, Object> snapshot = Map.of(
                "table_name",
                "of " + run,
                "uri",
                "s3://a/b",
                "format",
                "delta",
                "version",
                1,
                "run_id",
                run.toString());
        assertThat(service.post(snapshots, snapshot).status()).isEqualTo(201);
        for (TestService.Answer answer : List.of(
                service.get(here),
                service.get(here + "/children?limit=0"),
                service.get("/api/v1/jobs/runs/" + run + "/facets?type=none"),
                service.put(complete, "{"),
                service.put(complete, Map.of("success", true)),
                service.post("/api/v1/lineage", TestEvents.run("DONE", run, "x", 0)),
                service.post(snapshots, TestEvents.with(snapshot, "uri", "s3://other/place")),
                service.post("/api/v1/events/broadcast", Map.of("event_type", "no name", "run_id", run.toString())))) {
            assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
            assertThat(answer.json().path("runId").asString("none"))
                    .as(answer.text())
                    .isEqualTo(run.toString());
            assertThat(answer.json().path("requestId").asString("")).isNotEmpty();
        }
        assertThat(service.get("/api/v1/lineage?nodeId=job:x").json().has("runId"))
                .isFalse();
        Map<String, Object> endless = TestEvents.run("DONE", run, "x", 0);
        endless.put("run", Map.of("runId", "9".repeat(10_000)));
        assertThat(service.post("/api/v1/lineage", endless).json().has("runId")).isFalse();
    }

    private Map<String, Object> runWithParent(String parent, String job) {
        Map<String, Object> facet =
                Map.of("run", Map.of("runId", parent), "job", Map.of("namespace", "weir", "name", job));
        return Map.of("runId", run.toString(), "facets", Map.of("parent", facet));
    }

    private Map<String, Object> withFacet(Map<String, Object> event, Map<String, Object> facet) {
        return TestEvents.with(event, "run", Map.of("runId", run.toString(), "facets", Map.of("custom", facet)));
    }

    private static Map<String, Object> withOutputs(Map<String, Object> event, String... names) {
        return TestEvents.with(
                event,
                "outputs",
                List.of(names).stream()
                        .map(name -> TestEvents.dataset("weir", name))
                        .toList());
    }

    private List<String> outputs() {
        return service.run(run)
                .path("outputs")
                .valueStream()
                .map(output -> output.path("name").stringValue())
                .toList();
    }

    private String state() {
        return service.run(run).path("state").stringValue();
    }

    private static void post(Map<String, Object> event) {
        assertThat(service.post("/api/v1/lineage", event).status()).isEqualTo(201);
    }
}
