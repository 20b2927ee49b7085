package io.weir.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What Marquez' web interface asks for, in the words in which it asks. */
class MarquezReadTest {

    private static TestService service;
    private final UUID run = UUID.randomUUID();
    private final String job = "load " + run;
    private final String output = "out " + run;

    @BeforeAll
    static void start() {
        service = new TestService();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aRunIsToldInMarquezWords() {
        wrote(run, "FAIL", 0, "7", "long");

        JsonNode told = get("/api/v1/jobs/runs/" + run);
        assertThat(told.path("id").stringValue()).isEqualTo(run.toString());
        assertThat(told.path("state").stringValue()).isEqualTo("FAILED");
        assertThat(told.path("createdAt").stringValue()).isEqualTo("2026-01-31T12:00:00Z");
        assertThat(told.path("jobVersion").path("name").stringValue()).isEqualTo(job);
        JsonNode written = told.path("outputDatasetVersions").get(0).path("datasetVersionId");
        assertThat(written.path("name").stringValue()).isEqualTo(output);
        assertThat(written.path("version").stringValue()).isEqualTo("7");
        assertThat(told.path("inputDatasetVersions").size()).isZero();
        assertThat(service.get("/api/v1/jobs/runs/" + UUID.randomUUID()).status())
                .isEqualTo(404);
    }

    @Test
    void facetsAreThoseOfTheRunOrOfItsJob() {
        Map<String, Object> event = TestEvents.run("START", run, job, 0);
        event.put("run", Map.of("runId", run.toString(), "facets", Map.of("r", Map.of("a", 1))));
        event.put("job", Map.of("namespace", "weir", "name", job, "facets", Map.of("j", Map.of("b", 2))));
        take(event);

        assertThat(get("/api/v1/jobs/runs/" + run + "/facets?type=run")
                        .path("facets")
                        .toString())
                .isEqualTo("{\"r\":{\"a\":1}}");
        JsonNode ofJob = get("/api/v1/jobs/runs/" + run + "/facets?type=job");
        assertThat(ofJob.path("facets").toString()).isEqualTo("{\"j\":{\"b\":2}}");
        assertThat(ofJob.path("runId").stringValue()).isEqualTo(run.toString());
        assertThat(service.get("/api/v1/jobs/runs/" + run + "/facets?type=dataset")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void runsOfAJobAreToldBothWays() {
        wrote(UUID.randomUUID(), "COMPLETE", 0, null, null);
        wrote(run, "COMPLETE", 5, null, null);

        JsonNode list = get("/api/v1/namespaces/weir/jobs/" + TestService.encode(job) + "/runs?limit=1");
        assertThat(list.path("totalCount").intValue()).isEqualTo(2);
        assertThat(list.path("runs").size()).isEqualTo(1);
        assertThat(list.path("runs").get(0).path("id").stringValue()).isEqualTo(run.toString());
        assertThat(list.path("runs").get(0).path("state").stringValue()).isEqualTo("COMPLETED");
        assertThat(list.path("items").get(0).path("state").stringValue()).isEqualTo("COMPLETE");
        assertThat(list.has("nextPageToken")).isTrue();
    }

    @Test
    void versionsOfADatasetAreWhatRunsMadeOfItWithTheColumnsOfThen() {
        UUID first = UUID.randomUUID();
        wrote(first, "COMPLETE", 0, null, "integer");
        wrote(run, "COMPLETE", 5, "8", "long");

        JsonNode list = get(versions() + "?limit=1&offset=1");
        assertThat(list.path("totalCount").intValue()).isEqualTo(2);
        assertThat(list.path("versions").size()).isEqualTo(1);
        JsonNode oldest = list.path("versions").get(0);
        assertThat(oldest.path("version").stringValue()).isEqualTo(first.toString());
        assertThat(oldest.path("fields").get(0).path("type").stringValue()).isEqualTo("integer");

        JsonNode newest = get(versions() + "/8");
        assertThat(newest.path("fields").get(0).path("type").stringValue()).isEqualTo("long");
        assertThat(newest.path("createdByRun").path("state").stringValue()).isEqualTo("COMPLETED");
        assertThat(service.get(versions() + "/9").status()).isEqualTo(404);
        assertThat(service.get(versions() + "?offset=-1").status()).isEqualTo(422);
    }

    @Test
    void everySnapshotOfALongRunIsAVersion() {
        for (int version = 0; version < 3; version++) {
            Map<String, Object> snapshot = new java.util.LinkedHashMap<>(
                    Map.of("table_name", output, "uri", "s3://lake/" + output, "format", "delta", "version", version));
            snapshot.put("run_id", run.toString());
            snapshot.put("job_name", job);
            assertThat(service.post("/api/v1/jobs/register-snapshot", snapshot).status())
                    .isEqualTo(201);
        }
        JsonNode list = get(versions());
        assertThat(list.path("versions").valueStream().map(item -> item.path("version")
                        .stringValue()))
                .containsExactly("2", "1", "0");
        assertThat(list.path("totalCount").intValue()).isEqualTo(3);
    }

    @Test
    void statisticsCountWhatHappenedInTheLastDayAndWeek() {
        JsonNode before = get("/api/v1/stats/lineage-events?period=DAY&timezone=Asia/Kolkata");
        String now = Instant.now().truncatedTo(ChronoUnit.MICROS).toString();
        take(TestEvents.with(TestEvents.run("ABORT", run, job, 0), "eventTime", now));

        JsonNode day = get("/api/v1/stats/lineage-events?period=DAY&timezone=Asia/Kolkata");
        assertThat(day.size()).isEqualTo(24);
        assertThat(sum(day, "abort")).isEqualTo(sum(before, "abort") + 1);
        assertThat(sum(get("/api/v1/stats/lineage-events?period=WEEK"), "abort"))
                .isPositive();
        for (String subject : List.of("jobs", "datasets", "sources")) {
            JsonNode week = get("/api/v1/stats/" + subject + "?period=WEEK&timezone=Europe/Paris");
            assertThat(week.size()).isEqualTo(7);
        }
        JsonNode jobs = get("/api/v1/stats/jobs?period=WEEK");
        long known =
                service.jdbc().sql("select count(*) from job").query(Long.class).single();
        assertThat(jobs.get(6).path("count").longValue()).isEqualTo(known);
        assertThat(service.get("/api/v1/stats/jobs?timezone=Nowhere").status()).isEqualTo(422);
        assertThat(service.get("/api/v1/stats/jobs?period=YEAR").status()).isIn(400, 422);
    }

    @Test
    void searchTakesMarquezFiltersAndItsSlash() {
        wrote(run, "COMPLETE", 0, null, null);

        JsonNode datasets = get("/api/v1/search/?q=" + run + "&filter=DATASET&sort=NAME&limit=10");
        assertThat(datasets.path("totalCount").intValue()).isEqualTo(1);
        assertThat(datasets.path("results").get(0).path("type").stringValue()).isEqualTo("DATASET");
        JsonNode both = get("/api/v1/search?q=" + run + "&sort=NAME");
        assertThat(both.path("results").get(0).path("name").stringValue()).isEqualTo(job);
        assertThat(both.path("results").size()).isEqualTo(2);
        assertThat(get("/api/v1/search?q=" + run + "&namespace=weir")
                        .path("results")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void itsWebInterfaceFindsWhatItAsksFor() {
        Map<String, Object> column = Map.of("namespace", "s3://lake", "name", "in " + run, "field", "key");
        Map<String, Object> facets = Map.of(
                "schema",
                Map.of("fields", List.of(Map.of("name", "id", "type", "long"))),
                "columnLineage",
                Map.of("fields", Map.of("id", Map.of("inputFields", List.of(column)))),
                "dataQualityAssertions",
                Map.of("assertions", List.of(Map.of("assertion", "not_null", "column", "id", "success", true))));
        Map<String, Object> written = Map.of("namespace", "s3://lake", "name", output, "facets", facets);
        Map<String, Object> read = TestEvents.with(column, "facets", Map.of("schema", facets.get("schema")));
        for (String type : List.of("START", "COMPLETE")) {
            Map<String, Object> event = TestEvents.run(type, run, job, type.equals("START") ? 0 : 5);
            take(TestEvents.with(TestEvents.with(event, "inputs", List.of(read)), "outputs", List.of(written)));
        }
        // Lists are by name, and others were here before: theirs come later.
        service.jdbc().sql("delete from job where name <> ?").param(job).update();
        service.jdbc()
                .sql("delete from dataset where name not in (?, ?)")
                .params(output, "in " + run)
                .update();
        for (MarquezWeb.Request request : MarquezWeb.requests(Map.of(
                "run", run.toString(),
                "job", TestService.encode(job),
                "ns", TestService.encode("s3://lake"),
                "ds", TestService.encode(output)))) {
            request.check(service);
        }
    }

    private void wrote(UUID by, String type, int second, String version, String column) {
        Map<String, Object> facets = new java.util.LinkedHashMap<>();
        if (version != null) {
            facets.put("version", Map.of("datasetVersion", version));
        }
        if (column != null) {
            facets.put("schema", Map.of("fields", List.of(Map.of("name", "id", "type", column))));
        }
        Map<String, Object> event = TestEvents.run(type, by, job, second);
        event.put("outputs", List.of(Map.of("namespace", "s3://lake", "name", output, "facets", facets)));
        take(event);
    }

    private static void take(Map<String, Object> event) {
        assertThat(service.post("/api/v1/lineage", event).status()).isEqualTo(201);
    }

    private String versions() {
        return "/api/v1/namespaces/s3%3A%2F%2Flake/datasets/" + TestService.encode(output) + "/versions";
    }

    private static long sum(JsonNode intervals, String field) {
        return intervals
                .valueStream()
                .mapToLong(interval -> interval.path(field).longValue())
                .sum();
    }

    private static JsonNode get(String path) {
        var answer = service.get(path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }
}
