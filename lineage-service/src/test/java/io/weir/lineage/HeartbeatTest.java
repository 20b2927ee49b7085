package io.weir.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Runs that fall silent count as lost until they come back or end; what a run says of itself before it starts. */
class HeartbeatTest {

    private static final String JOB = "night load";
    private static final String RUNS = "/api/v1/jobs/" + TestService.encode(JOB) + "/runs";
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
    void aRunThatFallsSilentIsLostUntilItComesBack() {
        UUID run = started(Map.of());
        assertThat(lost(run)).isFalse();
        silent(run, 300);
        assertThat(lost(run)).isFalse();
        silent(run, 361);
        assertThat(lost(run)).isTrue();
        assertThat(service.run(run).path("state").stringValue()).isEqualTo("RUNNING");

        assertThat(beat(run).path("lost").booleanValue()).isTrue();
        assertThat(beat(run).path("lost").booleanValue()).isFalse();
        assertThat(lost(run)).isFalse();
    }

    @Test
    void aLostRunMayStillEndAndIsLostNoMore() {
        UUID run = started(Map.of());
        silent(run, 1000);
        service.put(RUNS + "/" + run + "/complete", Map.of("success", true));

        assertThat(lost(run)).isFalse();
        assertThat(service.run(run).path("state").stringValue()).isEqualTo("COMPLETE");
        assertThat(beat(run).path("state").stringValue()).isEqualTo("COMPLETE");
        assertThat(service.run(run).path("state").stringValue()).isEqualTo("COMPLETE");
    }

    @Test
    void aJobHasItsOwnTimeout() {
        String settings = "/api/v1/namespaces/weir/jobs/patient/settings";
        assertThat(service.put(settings, Map.of("heartbeatTimeoutSeconds", 3600))
                        .status())
                .isEqualTo(200);
        UUID run = id(service.post("/api/v1/jobs/patient/runs", Map.of()).json());
        silent(run, 1000);
        assertThat(lost(run)).isFalse();
        silent(run, 3700);
        assertThat(lost(run)).isTrue();
        service.put(settings, Map.of());
        silent(run, 1000);
        assertThat(lost(run)).isTrue();
        assertThat(service.get(settings).json().has("heartbeatTimeoutSeconds")).isFalse();
        assertThat(service.put(settings, Map.of("heartbeatTimeoutSeconds", 0)).status())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource({"STREAMING,false", "SERVICE,false", "BATCH,true"})
    void aStreamIsNeverLost(String processingType, boolean lost) {
        UUID run = UUID.randomUUID();
        Map<String, Object> facets = Map.of("jobType", Map.of("processingType", processingType));
        service.post(
                "/api/v1/lineage",
                TestEvents.with(
                        TestEvents.run("START", run, JOB, 0),
                        "job",
                        Map.of("namespace", "weir", "name", processingType, "facets", facets)));
        assertThat(service.post("/api/v1/jobs/" + processingType + "/runs/" + run + "/heartbeat", "")
                        .status())
                .isEqualTo(200);
        silent(run, 100_000);
        assertThat(lost(run)).isEqualTo(lost);
    }

    @Test
    void aRunThatNeverBeatIsNotJudged() {
        UUID run = UUID.randomUUID();
        service.post("/api/v1/lineage", TestEvents.run("START", run, "old", 0));

        assertThat(service.run(run).has("lastHeartbeatAt")).isFalse();
        assertThat(lost(run)).isFalse();
    }

    @Test
    void aHeartbeatOfAnotherJobOrRunIsNotFound() {
        UUID run = started(Map.of());
        assertThat(service.post("/api/v1/jobs/other/runs/" + run + "/heartbeat", "")
                        .status())
                .isEqualTo(404);
        assertThat(service.post(RUNS + "/" + UUID.randomUUID() + "/heartbeat", "")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aCreatedRunStartsWithItsFirstHeartbeat() {
        UUID run = started(Map.of("created", true));
        assertThat(service.run(run).path("state").stringValue()).isEqualTo("NEW");
        assertThat(beat(run).path("state").stringValue()).isEqualTo("RUNNING");
        assertThat(service.run(run).has("startedAt")).isTrue();
    }

    @Test
    void aRunTellsItsPlan() {
        UUID root = started(Map.of());
        UUID parent = started(Map.of("parent_run_id", root));
        Map<String, Object> plan = new LinkedHashMap<>();
        plan.put("run_id", UUID.randomUUID().toString());
        plan.put("parent_run_id", parent);
        plan.put("attempt", 3);
        plan.put("nominal_start_time", "2026-01-31T00:00:00Z");
        plan.put("nominal_end_time", "2026-02-01T00:00:00Z");
        UUID run = started(plan);
        assertThat(run).hasToString((String) plan.get("run_id"));
        assertThat(started(plan)).isEqualTo(run);

        JsonNode children =
                service.get("/api/v1/runs/" + parent + "/children").json().path("items");
        for (JsonNode recorded : List.of(service.run(run), children.get(0))) {
            assertThat(recorded.path("parentRunId").stringValue()).isEqualTo(parent.toString());
            assertThat(recorded.path("rootRunId").stringValue()).isEqualTo(root.toString());
            assertThat(recorded.path("attempt").intValue()).isEqualTo(3);
            assertThat(recorded.path("nominalStartTime").stringValue()).isEqualTo("2026-01-31T00:00:00Z");
            assertThat(recorded.path("nominalEndTime").stringValue()).isEqualTo("2026-02-01T00:00:00Z");
        }
        assertThat(service.post("/api/v1/jobs/other/runs", plan).status()).isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource({
        "attempt,0,422",
        "parent_run_id,00000000-0000-4000-8000-000000000000,422",
        "nominal_end_time,2026-01-31T00:00:00Z,422",
        "run_id,nonsense,400"
    })
    void aPlanThatMakesNoSenseIsRefused(String field, String value, int status) {
        assertThat(service.post(RUNS, Map.of(field, value)).status()).isEqualTo(status);
    }

    @Test
    void aRunMayAbort() {
        UUID run = started(Map.of());
        Map<String, Object> going =
                Map.of("event_type", "RUNNING", "metadata", Map.of("outputs", List.of("s3://lake/t")));
        assertThat(service.post(RUNS + "/" + run + "/events", going)
                        .json()
                        .path("state")
                        .stringValue())
                .isEqualTo("RUNNING");
        assertThat(service.post(RUNS + "/" + run + "/events", Map.of("event_type", "ABORT"))
                        .json()
                        .path("state")
                        .stringValue())
                .isEqualTo("ABORT");
        assertThat(service.post(RUNS + "/" + run + "/events", Map.of("event_type", "FAIL"))
                        .status())
                .isEqualTo(409);
        assertThat(service.post(RUNS + "/" + run + "/events", Map.of("event_type", "DONE"))
                        .status())
                .isIn(400, 422);
        assertThat(service.run(run).path("outputs").size()).isEqualTo(1);
    }

    private static UUID started(Map<String, Object> request) {
        var answer = service.post(RUNS, request);
        assertThat(answer.status()).isEqualTo(201);
        return id(answer.json());
    }

    private static UUID id(JsonNode started) {
        return UUID.fromString(started.path("run_id").stringValue());
    }

    private static JsonNode beat(UUID run) {
        return service.post(RUNS + "/" + run + "/heartbeat", "").json();
    }

    private static boolean lost(UUID run) {
        return service.run(run).has("lostSince");
    }

    private static void silent(UUID run, int seconds) {
        service.jdbc()
                .sql("update heartbeat set alive_at = clock_timestamp() - make_interval(secs => ?) where run_id = ?")
                .params(seconds, run)
                .update();
    }
}
