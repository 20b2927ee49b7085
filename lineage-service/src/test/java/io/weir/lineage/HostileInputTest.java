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
