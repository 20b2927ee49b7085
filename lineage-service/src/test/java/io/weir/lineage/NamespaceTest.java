package io.weir.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Jobs and datasets by name, and what their facets said before. */
class NamespaceTest {

    private static final String DATASET = "/api/v1/namespaces/s3%3A%2F%2Flake/datasets/raw%2Forders%3A1";
    private static final String JOB = "/api/v1/namespaces/weir/jobs/load%2Fjob";
    private static TestService service;

    @BeforeAll
    static void start() {
        service = new TestService();
        // By time: a, b, b, (deleted), a; they come in another order.
        schema(3, "b");
        schema(0, "a");
        schema(5, "a");
        schema(2, "b");
        schema(4, null);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aDatasetIsFoundByItsEncodedNames() {
        JsonNode dataset = service.get(DATASET).json();

        assertThat(dataset.path("name").stringValue()).isEqualTo("raw/orders:1");
        assertThat(dataset.path("createdAt").stringValue()).isEqualTo("2026-01-31T12:00:00Z");
        assertThat(dataset.path("updatedAt").stringValue()).isEqualTo("2026-01-31T12:00:05Z");
        assertThat(dataset.path("producers").toString()).isEqualTo("[{\"name\":\"load/job\",\"namespace\":\"weir\"}]");
        assertThat(dataset.path("consumers").size()).isZero();
        assertThat(dataset.path("facets").path("schema").toString()).isEqualTo("{\"fields\":\"a\"}");
    }

    @Test
    void aFacetHasAHistory() {
        List<String> versions = new ArrayList<>();
        String next = "";
        do {
            JsonNode page =
                    service.get(DATASET + "/facets/schema?limit=1" + next).json();
            page.path("items")
                    .forEach(version ->
                            versions.add(version.path("facet").path("fields").asString("none")
                                    + version.path("since").stringValue().substring(17, 19)
                                    + version.path("until").stringValue().substring(17, 19)));
            next = page.has("nextPageToken")
                    ? "&pageToken=" + page.path("nextPageToken").stringValue()
                    : "";
        } while (!next.isEmpty());

        assertThat(versions).containsExactly("a0505", "none0404", "b0203", "a0000");
        assertThat(service.get(DATASET + "/facets/unknown").json().path("items").size())
                .isZero();
    }

    /** OpenLineage has who reads a dataset say what its data is like; it is the dataset's all the same. */
    @Test
    void whatReadersMeasuredIsToldWithTheDataset() {
        measured(1, "dataQualityMetrics", Map.of("rowCount", 10));
        measured(0, "dataQualityMetrics", Map.of("rowCount", 9));
        Map<String, Object> failed = Map.of("assertion", "not_null", "column", "id", "success", false);
        measured(2, "dataQualityAssertions", Map.of("assertions", List.of(failed)));

        String measured = "/api/v1/namespaces/quality/datasets";
        JsonNode facets = service.get(measured + "/measured").json().path("facets");
        assertThat(facets.path("dataQualityMetrics").toString()).isEqualTo("{\"rowCount\":10}");
        assertThat(facets.path("dataQualityAssertions")
                        .path("assertions")
                        .get(0)
                        .path("success")
                        .booleanValue(true))
                .isFalse();
        assertThat(service.get(measured)
                        .json()
                        .path("datasets")
                        .get(0)
                        .path("facets")
                        .has("dataQualityAssertions"))
                .isTrue();
        assertThat(service.get(measured + "/measured/facets/dataQualityMetrics")
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(2);
    }

    private static void measured(int second, String facet, Map<String, Object> found) {
        Map<String, Object> input =
                Map.of("namespace", "quality", "name", "measured", "inputFacets", Map.of(facet, found));
        Map<String, Object> event = TestEvents.run("COMPLETE", UUID.randomUUID(), "check", second);
        var answer = service.post("/api/v1/lineage", TestEvents.with(event, "inputs", List.of(input)));
        assertThat(answer.status()).isEqualTo(201);
    }

    @Test
    void aJobIsFoundWithItsRuns() {
        JsonNode job = service.get(JOB).json();
        assertThat(job.path("outputs").toString())
                .isEqualTo("[{\"name\":\"raw/orders:1\",\"namespace\":\"s3://lake\"}]");
        assertThat(job.path("latestRunState").stringValue()).isEqualTo("COMPLETE");

        JsonNode first = service.get(JOB + "/runs?limit=3").json();
        JsonNode second = service.get(JOB + "/runs?limit=3&pageToken="
                        + first.path("nextPageToken").stringValue())
                .json();
        assertThat(first.path("items").get(0).path("runId")).isEqualTo(job.path("latestRunId"));
        assertThat(first.path("items").size()).isEqualTo(3);
        assertThat(second.path("items").size()).isEqualTo(2);
        assertThat(second.has("nextPageToken")).isFalse();
    }

    @Test
    void whatIsNotThereIsNamed() {
        assertThat(service.get("/api/v1/namespaces/weir/jobs/none")
                        .json()
                        .path("code")
                        .stringValue())
                .isEqualTo("job-not-found");
        assertThat(service.get("/api/v1/namespaces/weir/datasets/none")
                        .json()
                        .path("code")
                        .stringValue())
                .isEqualTo("dataset-not-found");
    }

    private static void schema(int second, @Nullable String fields) {
        Map<String, Object> facet = fields == null ? Map.of("_deleted", true) : Map.of("fields", fields);
        Map<String, Object> dataset =
                Map.of("namespace", "s3://lake", "name", "raw/orders:1", "facets", Map.of("schema", facet));
        Map<String, Object> event = TestEvents.run("COMPLETE", UUID.randomUUID(), "load/job", second);
        var answer = service.post("/api/v1/lineage", TestEvents.with(event, "outputs", List.of(dataset)));
        assertThat(answer.status()).isEqualTo(201);
    }
}
