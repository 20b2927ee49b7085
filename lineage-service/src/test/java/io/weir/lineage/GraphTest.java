package io.weir.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class GraphTest {

    private static TestService service;

    @BeforeAll
    static void start() {
        service = new TestService();
        // raw -> clean job -> clean -> report job -> report; and around again to raw.
        step("clean job", "raw", "clean");
        step("report job", "clean", "report");
        step("feedback job", "report", "raw");
        for (int job = 0; job < 30; job++) {
            step("hub job " + job, "hub", "out " + job);
        }
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void edgesAreDirectedAndACycleEnds() {
        JsonNode graph = service.graph("dataset:s3://lake:2024:raw");

        assertThat(ids(graph))
                .containsExactly(
                        "dataset:s3://lake:2024:clean",
                        "dataset:s3://lake:2024:raw",
                        "dataset:s3://lake:2024:report",
                        "job:weir:clean job",
                        "job:weir:feedback job",
                        "job:weir:report job");
        JsonNode job = graph.path("graph").get(3);
        assertThat(job.path("type").stringValue()).isEqualTo("JOB");
        assertThat(job.path("inEdges").toString())
                .isEqualTo("[{\"destination\":\"job:weir:clean job\",\"origin\":\"dataset:s3://lake:2024:raw\"}]");
        assertThat(job.path("outEdges").toString())
                .isEqualTo("[{\"destination\":\"dataset:s3://lake:2024:clean\",\"origin\":\"job:weir:clean job\"}]");
        assertThat(job.path("data").path("latestRun").path("state").stringValue())
                .isEqualTo("COMPLETED");
        assertThat(graph.path("truncated").booleanValue()).isFalse();
    }

    @Test
    void depthCountsSteps() {
        assertThat(ids(around("job:weir:clean job", "&depth=0"))).containsExactly("job:weir:clean job");
        assertThat(ids(around("job:weir:clean job", "&depth=1"))).hasSize(3);
        assertThat(ids(around("job:weir:clean job", "&depth=2&direction=UPSTREAM")))
                .containsExactly("dataset:s3://lake:2024:raw", "job:weir:clean job", "job:weir:feedback job");
        assertThat(ids(around("job:weir:clean job", "&depth=1&direction=DOWNSTREAM")))
                .containsExactly("dataset:s3://lake:2024:clean", "job:weir:clean job");
    }

    @Test
    void aLargeAnswerIsCutAndSaysSo() {
        JsonNode graph = around("dataset:s3://lake:2024:hub", "&limit=10");

        assertThat(ids(graph)).hasSize(10);
        assertThat(graph.path("truncated").booleanValue()).isTrue();
    }

    @Test
    void everyEdgeLeadsToANodeOfTheAnswer() {
        JsonNode graph = around("dataset:s3://lake:2024:hub", "&limit=10");
        List<String> ids = ids(graph);
        for (JsonNode node : graph.path("graph")) {
            node.path("inEdges").forEach(edge -> assertThat(ids)
                    .contains(edge.path("origin").stringValue()));
            node.path("outEdges").forEach(edge -> assertThat(ids)
                    .contains(edge.path("destination").stringValue()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "orders", "job:", "job:orders", "run:x:y", "datasetField:a:b:c"})
    void whatIsNoNodeIdIsRefused(String nodeId) {
        var answer = service.get("/api/v1/lineage?nodeId=" + TestService.encode(nodeId));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("errors").get(0).path("field").stringValue())
                .isEqualTo("nodeId");
    }

    @Test
    void anUnknownNodeIsNotFoundAndAMissingOneIsNamed() {
        assertThat(service.get("/api/v1/lineage?nodeId=job:weir:none").status()).isEqualTo(404);
        assertThat(service.get("/api/v1/lineage").status()).isIn(400, 422);
        assertThat(service.get("/api/v1/lineage?nodeId=job:weir:none&depth=-1").status())
                .isEqualTo(422);
        assertThat(service.get("/api/v1/lineage?nodeId=job:" + TestService.encode("a:".repeat(3000)))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void statedEdgesAndOtherNamesConnect() {
        Map<String, Object> output = Map.of(
                "namespace",
                "s3://other",
                "name",
                "t",
                "facets",
                Map.of(
                        "symlinks",
                        Map.of("identifiers", List.of(Map.of("namespace", "hive", "name", "db.t"))),
                        "lineage",
                        Map.of("inputs", List.of(Map.of("namespace", "pg", "name", "s", "type", "DATASET")))));
        post(TestEvents.with(TestEvents.run("COMPLETE", UUID.randomUUID(), "linked", 0), "outputs", List.of(output)));

        assertThat(ids(service.graph("dataset:hive:db.t")))
                .containsExactly("dataset:hive:db.t", "dataset:pg:s", "dataset:s3://other:t", "job:weir:linked");
    }

    @Test
    void jobsThatWaitForEachOtherAreNeighbours() {
        step("first", "first in", "first out");
        post(TestEvents.dependent(
                "START",
                "second",
                0,
                Map.of(
                        "upstream",
                        List.of(TestEvents.dependency("first", Map.of()), TestEvents.dependency("second", Map.of())),
                        "downstream",
                        List.of(TestEvents.dependency("third", Map.of()), Map.of("job", Map.of()), 3))));

        JsonNode graph = around("job:weir:first", "&direction=DOWNSTREAM");
        assertThat(ids(graph))
                .containsExactly(
                        "dataset:s3://lake:2024:first out", "job:weir:first", "job:weir:second", "job:weir:third");
        assertThat(graph.path("graph").get(2).path("inEdges").toString())
                .isEqualTo(
                        "[{\"destination\":\"job:weir:second\",\"kind\":\"DEPENDENCY\",\"origin\":\"job:weir:first\"}]");
        assertThat(ids(around("job:weir:first", "&direction=DOWNSTREAM&dependencies=false")))
                .containsExactly("dataset:s3://lake:2024:first out", "job:weir:first");
        assertThat(ids(around("job:weir:third", "&direction=UPSTREAM&depth=1")))
                .containsExactly("job:weir:second", "job:weir:third");
        assertThat(ids(around("job:weir:third", ""))).hasSize(5);

        JsonNode impact = impact("dataset:s3://lake:2024:first in");
        assertThat(names(impact.path("jobs"))).containsExactly("first");
        assertThat(names(impact.path("possibleJobs"))).containsExactly("second", "third");
        assertThat(names(impact.path("datasets"))).containsExactly("first out");
        assertThat(service.get("/api/v1/namespaces/weir/jobs/second")
                        .json()
                        .path("inputs")
                        .size())
                .isZero();

        service.send(service.request("/api/v1/namespaces/weir/jobs/second").DELETE());
        assertThat(ids(around("job:weir:third", ""))).containsExactly("job:weir:third");
        assertThat(impact("dataset:s3://lake:2024:first in")
                        .path("possibleJobs")
                        .size())
                .isZero();
    }

    private static JsonNode impact(String nodeId) {
        return service.get("/api/v1/lineage/impact?nodeId=" + TestService.encode(nodeId))
                .json();
    }

    private static List<String> names(JsonNode nodes) {
        return nodes.valueStream().map(node -> node.path("name").stringValue()).toList();
    }

    private static void step(String job, String input, String output) {
        Map<String, Object> event = TestEvents.run("COMPLETE", UUID.randomUUID(), job, 0);
        event = TestEvents.with(event, "inputs", List.of(TestEvents.dataset("s3://lake:2024", input)));
        post(TestEvents.with(event, "outputs", List.of(TestEvents.dataset("s3://lake:2024", output))));
    }

    private static void post(Map<String, Object> event) {
        assertThat(service.post("/api/v1/lineage", event).status()).isEqualTo(201);
    }

    private static JsonNode around(String nodeId, String more) {
        return service.get("/api/v1/lineage?nodeId=" + TestService.encode(nodeId) + more)
                .json();
    }

    private static List<String> ids(JsonNode graph) {
        List<String> ids = new ArrayList<>();
        graph.path("graph").forEach(node -> ids.add(node.path("id").stringValue()));
        return ids;
    }
}
