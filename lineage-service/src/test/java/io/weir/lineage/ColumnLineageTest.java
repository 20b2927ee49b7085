package io.weir.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Columns, what breaks without them, and the graph of other times. */
class ColumnLineageTest {

    private static final String LAKE = "s3://lake";
    private static TestService service;

    @BeforeAll
    static void start() {
        service = new TestService();
        // raw.price -> clean.price -> report.total; raw.id filters all of report; untold reads clean and tells nothing.
        service.post("/api/v1/lineage", step(0, "clean", "raw", Map.of("price", from("raw", "price")), List.of()));
        service.post(
                "/api/v1/lineage",
                step(10, "report", "clean", Map.of("total", from("clean", "price")), from("raw", "id")));
        service.post("/api/v1/lineage", step(20, "untold", "clean", Map.of(), List.of()));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aColumnIsFollowedUpAndDown() {
        assertThat(columns("datasetField:s3://lake:report:total", ""))
                .containsExactly("clean.price", "raw.price", "report.total");
        assertThat(columns("datasetField:s3://lake:raw:price", "")).containsExactly("raw.price");
        assertThat(columns("datasetField:s3://lake:raw:price", "&withDownstream=true"))
                .containsExactly("clean.price", "raw.price", "report.total");
        assertThat(columns("datasetField:s3://lake:report:total", "&depth=1"))
                .containsExactly("clean.price", "report.total");
        assertThat(columns("dataset:s3://lake:report", "&depth=1"))
                .containsExactly("clean.price", "raw.id", "report.", "report.total");
    }

    @Test
    void anEdgeTellsHow() {
        JsonNode graph = get("/api/v1/column-lineage?depth=1&nodeId=datasetField:s3://lake:clean:price");
        JsonNode node = graph.path("graph").get(0);
        assertThat(node.path("type").stringValue()).isEqualTo("DATASET_FIELD");
        assertThat(node.path("data").path("inputFields").get(0).path("field").stringValue())
                .isEqualTo("price");
        assertThat(node.path("data")
                        .path("inputFields")
                        .get(0)
                        .path("transformations")
                        .get(0)
                        .path("subtype")
                        .stringValue())
                .isEqualTo("IDENTITY");
        assertThat(node.path("inEdges").get(0).path("origin").stringValue())
                .isEqualTo("datasetField:s3://lake:raw:price");
    }

    @Test
    void whatBreaksWithoutAColumnIsTold() {
        JsonNode impact = get("/api/v1/lineage/impact?nodeId=datasetField:s3://lake:raw:price");
        assertThat(texts(impact.path("columns")))
                .containsExactly("datasetField:s3://lake:clean:price", "datasetField:s3://lake:report:total");
        assertThat(names(impact.path("datasets"))).containsExactly("clean", "report");
        assertThat(names(impact.path("jobs"))).containsExactly("make clean", "make report");
        assertThat(names(impact.path("possibleJobs"))).containsExactly("make untold");

        assertThat(texts(get("/api/v1/lineage/impact?nodeId=datasetField:s3://lake:raw:id")
                        .path("columns")))
                .containsExactly("datasetField:s3://lake:report:");
        JsonNode dataset = get("/api/v1/lineage/impact?nodeId=dataset:s3://lake:clean");
        assertThat(names(dataset.path("datasets"))).containsExactly("report", "untold");
        assertThat(names(dataset.path("jobs"))).containsExactly("make report", "make untold");
    }

    @Test
    void aFacetThatWasReplacedCountsForThePastAlone() {
        service.post("/api/v1/lineage", step(0, "changed", "raw", Map.of("a", from("raw", "x")), List.of()));
        service.post("/api/v1/lineage", step(60, "changed", "raw", Map.of("a", from("raw", "y")), List.of()));

        assertThat(columns("datasetField:s3://lake:changed:a", "")).containsExactly("changed.a", "raw.y");
        assertThat(columns("datasetField:s3://lake:changed:a", "&asOf=2026-01-31T12:00:30Z"))
                .containsExactly("changed.a", "raw.x");
    }

    @Test
    void theGraphOfAnotherTimeHasItsOwnEdges() {
        String node = "/api/v1/lineage?nodeId=dataset:s3://lake:clean";
        assertThat(ids(get(node + "&asOf=2026-01-31T12:00:05Z")))
                .contains("job:weir:make clean")
                .doesNotContain("job:weir:make report");
        assertThat(ids(get(node + "&asOf=2026-01-31T12:00:10Z"))).contains("job:weir:make report");
        assertThat(ids(get(node + "&since=2026-01-31T12:00:15Z")))
                .contains("job:weir:make untold")
                .doesNotContain("job:weir:make report");
        assertThat(service.get(node + "&asOf=then").status()).isIn(400, 422);
    }

    @Test
    void aRunHasAGraphOfItsOwn() {
        UUID run = UUID.randomUUID();
        Map<String, Object> event = TestEvents.run("COMPLETE", run, "make report", 30);
        event.put("inputs", List.of(TestEvents.dataset(LAKE, "other input")));
        service.post("/api/v1/lineage", event);

        assertThat(ids(get("/api/v1/lineage?nodeId=run:" + run)))
                .containsExactly("dataset:s3://lake:other input", "job:weir:make report");
        assertThat(service.get("/api/v1/lineage?nodeId=run:" + UUID.randomUUID())
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"datasetField:", "datasetField:a", "datasetField:a:b", "run:x"})
    void whatIsNoIdIsRefused(String nodeId) {
        String path = nodeId.startsWith("run") ? "/api/v1/lineage" : "/api/v1/column-lineage";
        assertThat(service.get(path + "?nodeId=" + nodeId).status()).isEqualTo(422);
    }

    @Test
    void anUnknownColumnIsNotFound() {
        assertThat(service.get("/api/v1/column-lineage?nodeId=datasetField:no:such:column")
                        .status())
                .isEqualTo(404);
        assertThat(columns("datasetField:s3://lake:untold:unknown", "")).isEmpty();
    }

    private static Map<String, Object> step(
            int second, String output, String input, Map<String, Object> fields, List<?> whole) {
        Map<String, Object> columns = new LinkedHashMap<>();
        fields.forEach((field, from) -> columns.put(field, Map.of("inputFields", from)));
        Map<String, Object> facets =
                fields.isEmpty() ? Map.of() : Map.of("columnLineage", Map.of("fields", columns, "dataset", whole));
        Map<String, Object> event = TestEvents.run("COMPLETE", UUID.randomUUID(), "make " + output, second);
        event.put("inputs", List.of(TestEvents.dataset(LAKE, input)));
        event.put("outputs", List.of(Map.of("namespace", LAKE, "name", output, "facets", facets)));
        return event;
    }

    private static List<Map<String, Object>> from(String dataset, String field) {
        return List.of(Map.of(
                "namespace", LAKE,
                "name", dataset,
                "field", field,
                "transformations", List.of(Map.of("type", "DIRECT", "subtype", "IDENTITY"))));
    }

    private static List<String> columns(String nodeId, String more) {
        JsonNode graph = get("/api/v1/column-lineage?nodeId=" + TestService.encode(nodeId) + more);
        return ids(graph).stream()
                .map(id -> Stream.of(id.split(":", -1))
                        .skip(3)
                        .reduce((a, b) -> a + "." + b)
                        .orElseThrow())
                .toList();
    }

    private static List<String> ids(JsonNode graph) {
        return graph.path("graph")
                .valueStream()
                .map(node -> node.path("id").stringValue())
                .toList();
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::stringValue).toList();
    }

    private static List<String> names(JsonNode array) {
        return array.valueStream().map(name -> name.path("name").stringValue()).toList();
    }

    private static JsonNode get(String path) {
        var answer = service.get(path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }
}
