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

/** Tags and owners: what events state, what people decide, and how both are found. */
class TagTest {

    private static TestService service;
    private final String job = "job " + UUID.randomUUID();
    private final String dataset = "orders " + UUID.randomUUID();

    @BeforeAll
    static void start() {
        service = new TestService();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void whatEventsStateIsReadOffJobsDatasetsAndColumns() {
        state(0, tags(tag("pii", "", null), tag("tier", "gold", null), tag("secret", "true", "email")), "ann");

        JsonNode read = get(datasetPath());
        assertThat(texts(read.path("tags"))).containsExactly("pii", "tier:gold");
        assertThat(texts(read.path("fields").get(1).path("tags"))).containsExactly("secret");
        assertThat(texts(read.path("fields").get(0).path("tags"))).isEmpty();
        assertThat(read.path("owners").toString()).isEqualTo("[{\"name\":\"ann\",\"type\":\"MAINTAINER\"}]");
        JsonNode told = get(jobPath());
        assertThat(texts(told.path("tags"))).containsExactly("pii", "secret", "tier:gold");
        assertThat(told.path("owners").get(0).path("name").stringValue()).isEqualTo("ann");
        assertThat(told.path("latestRun").path("state").stringValue()).isEqualTo("COMPLETED");
        assertThat(told.path("type").stringValue()).isEqualTo("BATCH");
    }

    @Test
    void theLatestFacetHoldsWhole() {
        state(5, tags(tag("new", "", null)), "bob");
        state(0, tags(tag("old", "", null)), "ann");
        assertThat(texts(get(datasetPath()).path("tags"))).containsExactly("new");
        assertThat(get(datasetPath()).path("owners").get(0).path("name").stringValue())
                .isEqualTo("bob");

        state(7, Map.of("_deleted", true), "bob");
        assertThat(texts(get(datasetPath()).path("tags"))).isEmpty();
        assertThat(names(search("?tag=new"))).doesNotContain(job, dataset);
    }

    @Test
    void whatPeopleDecideHoldsWhateverEventsState() {
        state(0, tags(tag("stated", "", null)), "ann");
        assertThat(texts(send("POST", datasetPath() + "/tags/mine").path("tags")))
                .containsExactly("mine", "stated");
        assertThat(texts(send("POST", datasetPath() + "/tags/mine").path("tags")))
                .containsExactly("mine", "stated");
        assertThat(texts(send("DELETE", datasetPath() + "/tags/stated").path("tags")))
                .containsExactly("mine");
        state(5, tags(tag("stated", "", null)), "ann");
        assertThat(texts(get(datasetPath()).path("tags"))).containsExactly("mine");
        assertThat(texts(send("POST", datasetPath() + "/tags/stated").path("tags")))
                .containsExactly("mine", "stated");

        assertThat(texts(send("POST", jobPath() + "/tags/a%2Fb").path("tags"))).containsExactly("a/b", "stated");
        assertThat(texts(send("DELETE", jobPath() + "/tags/a%2Fb").path("tags")))
                .containsExactly("stated");
        JsonNode columns =
                send("POST", datasetPath() + "/fields/email/tags/pii").path("fields");
        assertThat(texts(columns.get(1).path("tags"))).containsExactly("pii");
        columns = send("DELETE", datasetPath() + "/fields/email/tags/pii").path("fields");
        assertThat(texts(columns.get(1).path("tags"))).isEmpty();
    }

    @Test
    void tagsAndOwnersAreFound() {
        String owner = "owner " + UUID.randomUUID();
        state(0, tags(tag("on column " + job, "", "email")), owner);
        String query = "?tag=" + TestService.encode("on column " + job);
        assertThat(names(search(query))).containsExactlyInAnyOrder(job, dataset);
        assertThat(names(search(query + "&filter=DATASET"))).containsExactly(dataset);
        JsonNode owned = search("?owner=" + TestService.encode(owner) + "&q=orders");
        assertThat(names(owned)).containsExactly(dataset);
        assertThat(owned.path("results")
                        .get(0)
                        .path("owners")
                        .get(0)
                        .path("name")
                        .stringValue())
                .isEqualTo(owner);
        send("POST", jobPath() + "/tags/chosen%20" + TestService.encode(job));
        assertThat(names(search("?tag=chosen%20" + TestService.encode(job)))).containsExactly(job);
        assertThat(service.get("/api/v1/search").status()).isEqualTo(422);
    }

    @Test
    void listsTellWhatMarquezListsTell() {
        state(0, tags(tag("listed", "", null)), "ann");
        JsonNode datasets =
                get("/api/v1/namespaces/s3%3A%2F%2Flake/datasets?limit=1000").path("datasets");
        JsonNode listed = named(datasets, dataset);
        assertThat(texts(listed.path("tags"))).containsExactly("listed");
        assertThat(listed.path("fields").size()).isEqualTo(2);
        assertThat(listed.path("type").stringValue()).isEqualTo("DB_TABLE");
        assertThat(listed.path("sourceName").stringValue()).isEqualTo("s3://lake");
        JsonNode jobs = get("/api/v1/namespaces/weir/jobs?limit=1000").path("jobs");
        JsonNode told = named(jobs, job);
        assertThat(told.path("latestRun").path("state").stringValue()).isEqualTo("COMPLETED");
        assertThat(told.path("outputs").get(0).path("name").stringValue()).isEqualTo(dataset);
        JsonNode source = get("/api/v1/sources").path("sources").get(0);
        assertThat(source.path("name").stringValue()).isEqualTo("s3://lake");
        assertThat(source.path("type").stringValue()).isEqualTo("S3");
        assertThat(source.path("createdAt").stringValue()).isEqualTo("2026-01-31T12:00:00Z");
    }

    @Test
    void tagsAreMadeDescribedAndListedByPages() {
        String made = "made " + job;
        var answer = service.put("/api/v1/tags/" + TestService.encode(made), Map.of("description", "for tests"));
        assertThat(answer.status()).isEqualTo(200);
        state(0, tags(tag("stated " + job, "", null)), "ann");
        List<String> listed = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = get("/api/v1/tags?limit=2" + next);
            page.path("tags").forEach(one -> listed.add(one.path("name").stringValue()));
            next = page.has("nextPageToken")
                    ? "&pageToken=" + page.path("nextPageToken").stringValue()
                    : "";
        } while (!next.isEmpty());
        assertThat(listed)
                .contains(made, "stated " + job)
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(get("/api/v1/tags?offset=" + (listed.size() - 1))
                        .path("tags")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void whatCannotBeTaggedIsNamed() {
        state(0, tags(), "ann");
        assertThat(code("POST", "/api/v1/namespaces/weir/jobs/none/tags/a")).isEqualTo("job-not-found");
        assertThat(code("POST", "/api/v1/namespaces/weir/datasets/none/tags/a")).isEqualTo("dataset-not-found");
        assertThat(code("POST", datasetPath() + "/fields/none/tags/a")).isEqualTo("field-not-found");
        assertThat(code("POST", datasetPath() + "/tags/" + "x".repeat(256))).isEqualTo("invalid-request");
        assertThat(service.get("/api/v1/tags?pageToken=AAAA").status()).isEqualTo(422);
    }

    private void state(int second, Map<String, Object> tags, String owner) {
        Map<String, Object> ownership =
                Map.of("owners", List.of(Map.of("name", owner, "type", "MAINTAINER"), Map.of("name", 7)));
        Map<String, Object> schema = Map.of("fields", List.of(Map.of("name", "id"), Map.of("name", "email")));
        Map<String, Object> event = TestEvents.run("COMPLETE", UUID.randomUUID(), job, second);
        event.put(
                "job",
                Map.of(
                        "namespace",
                        "weir",
                        "name",
                        job,
                        "facets",
                        Map.of("tags", whole(tags), "ownership", ownership)));
        event.put(
                "outputs",
                List.of(Map.of(
                        "namespace",
                        "s3://lake",
                        "name",
                        dataset,
                        "facets",
                        Map.of("tags", tags, "ownership", ownership, "schema", schema))));
        assertThat(service.post("/api/v1/lineage", event).status()).isEqualTo(201);
    }

    /** A job has no columns. */
    private static Map<String, Object> whole(Map<String, Object> tags) {
        return tags.get("tags") instanceof List<?> list
                ? Map.of(
                        "tags",
                        list.stream()
                                .map(tag -> {
                                    Map<Object, Object> copy = new java.util.HashMap<>((Map<?, ?>) tag);
                                    copy.remove("field");
                                    return copy;
                                })
                                .toList())
                : tags;
    }

    private static Map<String, Object> tags(Object... tags) {
        return Map.of("tags", List.of(tags));
    }

    private static Map<String, Object> tag(String key, String value, @Nullable String field) {
        return field == null ? Map.of("key", key, "value", value) : Map.of("key", key, "value", value, "field", field);
    }

    private String jobPath() {
        return "/api/v1/namespaces/weir/jobs/" + TestService.encode(job);
    }

    private String datasetPath() {
        return "/api/v1/namespaces/s3%3A%2F%2Flake/datasets/" + TestService.encode(dataset);
    }

    private static JsonNode search(String query) {
        return get("/api/v1/search" + query);
    }

    private static JsonNode get(String path) {
        return answered(service.get(path));
    }

    private static JsonNode send(String method, String path) {
        return answered(
                service.send(service.request(path).method(method, java.net.http.HttpRequest.BodyPublishers.noBody())));
    }

    private static String code(String method, String path) {
        return service.send(service.request(path).method(method, java.net.http.HttpRequest.BodyPublishers.noBody()))
                .json()
                .path("code")
                .stringValue();
    }

    private static JsonNode answered(TestService.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static JsonNode named(JsonNode items, String name) {
        return items.valueStream()
                .filter(item -> item.path("name").stringValue().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(JsonNode found) {
        return found.path("results")
                .valueStream()
                .map(item -> item.path("name").stringValue())
                .toList();
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::stringValue).toList();
    }
}
