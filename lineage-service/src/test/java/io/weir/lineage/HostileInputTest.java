package io.weir.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.lineage.openlineage.EventJson;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What no honest client sends, and what some do. */
class HostileInputTest {

    private static final String LINEAGE = "/api/v1/lineage";
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

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/xml", "nonsense"})
    void whatDoesNotSayThatItIsJsonIsNotTaken(String type) {
        for (String path : List.of(LINEAGE, LINEAGE + "/batch")) {
            String event = EventJson.write(EventJson.tree(TestEvents.run("START", run, "typed", 0)));
            var answer = service.send(
                    service.request(path).setHeader("Content-Type", type).POST(BodyPublishers.ofString(event)));

            assertThat(answer.status()).isEqualTo(415);
            assertThat(answer.json().path("code").stringValue()).isEqualTo("unsupported-media-type");
        }
    }

    @Test
    void jsonWithACharsetIsJson() {
        String event = EventJson.write(EventJson.tree(TestEvents.run("START", run, "typed", 0)));
        assertThat(service.send(service.request(LINEAGE)
                                .setHeader("Content-Type", "application/json; charset=UTF-8")
                                .POST(BodyPublishers.ofString(event)))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void halfASurrogatePairInAFacetComesBack() {
        Map<String, Object> facet = Map.of("text", "a\ud800b\udc00", "\ud83d\ude00", "nul \0");
        Map<String, Object> event = TestEvents.with(
                TestEvents.run("START", run, "halves", 0),
                "run",
                Map.of("runId", run.toString(), "facets", Map.of("odd", facet, "odd\0name", facet)));

        assertThat(service.post(LINEAGE, event).status()).isEqualTo(201);
        assertThat(service.run(run).path("facets").path("odd")).isEqualTo(sorted(facet));
        assertThat(service.get("/api/v1/runs/" + run + "/events")
                        .json()
                        .path("items")
                        .get(0))
                .isEqualTo(sorted(event));
    }

    @Test
    void theDeepestFacetThatIsTakenComesBack() {
        Map<String, Object> event = TestEvents.run("START", run, "deep", 0);
        event.put("job", "deepest");
        String facet = "[".repeat(446) + "]".repeat(446);
        String deep = EventJson.write(EventJson.tree(event))
                .replace(
                        "\"deepest\"",
                        "{\"namespace\":\"weir\",\"name\":\"deep\",\"facets\":{\"deep\":" + facet + "}}");

        assertThat(service.post(LINEAGE, deep).status()).isEqualTo(201);
        assertThat(service.get("/api/v1/namespaces/weir/jobs/deep").text()).contains(facet);
        assertThat(service.get("/api/v1/namespaces/weir/jobs/deep/facets/deep").text())
                .contains(facet);
        assertThat(service.get("/api/v1/runs/" + run + "/events").text()).contains(facet);
        assertThat(service.post(LINEAGE, deep.replace(facet, "[[[[" + facet + "]]]]"))
                        .status())
                .isEqualTo(400);
    }

    /** It becomes a part of an event, which nests no deeper for it than any other. */
    @ParameterizedTest
    @ValueSource(ints = {446, 480, 494})
    void metadataThatNestsTooDeepIsNamedAndLeavesNothing(int arrays) {
        String metadata = "\"metadata\":{\"deep\":" + "[".repeat(arrays) + "]".repeat(arrays) + "}}";
        String routes = "/api/v1/jobs/nested" + arrays + "/runs";
        String named = "{\"run_id\":\"" + run + "\",";

        assertRefused("metadata", service.post(routes, named + metadata));
        assertThat(service.get("/api/v1/runs/" + run).status()).isEqualTo(404);
        service.post(routes, named + "\"created\":true}");
        assertRefused("metadata", service.post(routes + "/" + run + "/events", "{\"event_type\":\"FAIL\"," + metadata));
        assertRefused("metadata", service.put(routes + "/" + run + "/complete", "{\"success\":true," + metadata));
        assertThat(service.run(run).path("state").stringValue()).isEqualTo("NEW");
    }

    @Test
    void theDeepestMetadataThatIsTakenComesBack() {
        String deep = "[".repeat(445) + "]".repeat(445);

        assertThat(service.post(
                                "/api/v1/jobs/nested/runs",
                                "{\"run_id\":\"" + run + "\",\"metadata\":{\"deep\":" + deep + "}}")
                        .status())
                .isEqualTo(201);
        assertThat(service.get("/api/v1/runs/" + run).text()).contains(deep);
        assertThat(service.get("/api/v1/runs/" + run + "/events").text()).contains(deep);
    }

    @Test
    void nulInMetadataComesBackAndNamesNoDataset() {
        Map<String, Object> metadata = Map.of(
                "nul \0",
                Map.of("a", "b \0"),
                "inputs",
                List.of("s3://lake/a\0", "s3://lake/b"),
                "outputs",
                List.of("\0"));
        String routes = "/api/v1/jobs/nul/runs";

        assertThat(service.post(routes, "Idempotency-Key", run.toString(), Map.of("run_id", run, "metadata", metadata))
                        .status())
                .isEqualTo(201);
        assertThat(service.put(
                                routes + "/" + run + "/complete",
                                Map.of(
                                        "success",
                                        true,
                                        "metadata",
                                        metadata,
                                        "artifacts",
                                        List.of(Map.of("type", "log \0", "uri", "\0"))))
                        .status())
                .isEqualTo(200);
        JsonNode told = service.run(run);
        assertThat(told.path("facets").path("weir_metadata").path("metadata")).isEqualTo(sorted(metadata));
        assertThat(told.path("inputs").size()).isOne();
        assertThat(told.path("outputs").size()).isZero();
    }

    /** With the two objects and the array around its type. */
    @Test
    void aSchemaComesBackThatNestsAsDeepAsEventsDoAndADeeperOneIsRefused() {
        String deep = "[".repeat(447) + "]".repeat(447);

        assertThat(registered(deep).status()).isEqualTo(201);
        assertThat(service.get("/api/v1/tables/deep/snapshots/latest").text()).contains(deep);
        assertThat(service.get("/api/v1/tables/deep/snapshots").text()).contains(deep);
        assertThat(service.get("/api/v1/namespaces/s3%3A%2F%2Flake/datasets/deep")
                        .status())
                .isEqualTo(200);

        TestService.Answer deeper = registered("[" + deep + "]");
        assertThat(deeper.status()).isEqualTo(422);
        assertThat(deeper.text()).contains("\"schema\"", "450");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\\u0000\":1}", "\"a\\u0000\""})
    void whatPostgresKeepsInNoTextOfASchemaIsNamed(String type) {
        assertRefused("schema", registered(type));
    }

    private TestService.Answer registered(String type) {
        return service.post(
                "/api/v1/jobs/register-snapshot",
                "Idempotency-Key",
                UUID.randomUUID().toString(),
                "{\"table_name\":\"deep\",\"uri\":\"s3://lake/deep\",\"format\":\"delta\",\"schema\":"
                        + "{\"fields\":[{\"name\":\"a\",\"type\":" + type + "}]}}");
    }

    @Test
    void runsThatAreEachOthersParentsAreRead() {
        UUID other = UUID.randomUUID();
        service.post(LINEAGE, child(run, other));
        service.post(LINEAGE, child(other, run));

        assertThat(service.run(run).path("parentRunId").stringValue()).isEqualTo(other.toString());
        assertThat(service.run(other).path("parentRunId").stringValue()).isEqualTo(run.toString());
    }

    @Test
    void aJobThatReadsWhatItWritesIsACycle() {
        Map<String, Object> event = TestEvents.run("COMPLETE", run, "ouroboros", 0);
        event.put("inputs", List.of(TestEvents.dataset("tail", "t")));
        event.put("outputs", List.of(TestEvents.dataset("tail", "t")));
        service.post(LINEAGE, event);

        assertThat(service.graph("dataset:tail:t").path("graph").size()).isEqualTo(2);
    }

    @Test
    void aNumberOfAnySizeComesBackToTheDigit() {
        String event = "{\"eventTime\":\"2026-01-31T12:00:00Z\",\"job\":{\"namespace\":\"weir\",\"name\":\"numbers\","
                + "\"facets\":{\"n\":{\"huge\":1e999999999,\"tiny\":1E-99999,\"long\":" + "9".repeat(900) + "}}}}";
        assertThat(service.post(LINEAGE, event).status()).isEqualTo(201);
        assertThat(service.get("/api/v1/namespaces/weir/jobs/numbers").text())
                .contains("1E+999999999", "1E-99999", "9".repeat(900));
    }

    private static void assertRefused(String field, TestService.Answer answer) {
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/errors/0/field").stringValue()).isEqualTo(field);
    }

    private static Map<String, Object> child(UUID run, UUID parent) {
        Map<String, Object> facet = Map.of(
                "run", Map.of("runId", parent.toString()), "job", Map.of("namespace", "weir", "name", "job " + parent));
        return TestEvents.with(
                TestEvents.run("START", run, "job " + run, 0),
                "run",
                Map.of("runId", run.toString(), "facets", Map.of("parent", facet)));
    }

    private static Object sorted(Map<String, Object> value) {
        return EventJson.read(EventJson.write(EventJson.tree(value)));
    }
}
