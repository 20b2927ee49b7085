package io.weir.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Lists by namespace, search, and what is purged. */
class CatalogTest {

    private static TestService service;

    @BeforeAll
    static void start() {
        service = new TestService();
        run("load b", "raw", "Clean Orders");
        run("load a", "Clean Orders", "report");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void namespacesAndWhatIsInThemAreListed() {
        assertThat(names(get("/api/v1/namespaces").path("namespaces"))).contains("s3://lake", "weir");
        JsonNode jobs = get("/api/v1/namespaces/weir/jobs?limit=1&offset=1");
        assertThat(names(jobs.path("jobs"))).containsExactly("load b");
        assertThat(jobs.path("totalCount").intValue()).isGreaterThanOrEqualTo(2);
        assertThat(names(get("/api/v1/namespaces/s3%3A%2F%2Flake/datasets").path("datasets")))
                .contains("Clean Orders", "raw", "report");
        assertThat(names(get("/api/v1/namespaces/none/jobs").path("jobs"))).isEmpty();
        assertThat(service.get("/api/v1/namespaces/weir/jobs?offset=-1").status())
                .isEqualTo(422);
    }

    @Test
    void namespacesArePagedEachOnceAndInOrder() {
        List<String> all = names(get("/api/v1/namespaces?limit=1000").path("namespaces"));
        assertThat(all).isSorted().doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(2);
        List<String> walked = new ArrayList<>();
        String query = "?limit=1";
        while (!query.isEmpty()) {
            JsonNode page = get("/api/v1/namespaces" + query);
            assertThat(page.path("namespaces").size()).isEqualTo(1);
            walked.addAll(names(page.path("namespaces")));
            String next = page.path("nextPageToken").asString("");
            query = next.isEmpty() ? "" : "?limit=1&pageToken=" + next;
        }
        assertThat(walked).isEqualTo(all);
        assertThat(names(get("/api/v1/namespaces?limit=1&offset=1").path("namespaces")))
                .containsExactly(all.get(1));
        for (String refused : List.of("limit=0", "limit=1001", "offset=-1", "pageToken=x")) {
            assertThat(service.get("/api/v1/namespaces?" + refused).status())
                    .as(refused)
                    .isEqualTo(422);
        }
    }

    @Test
    void namesAreFoundByAPartInAnyCase() {
        JsonNode found = get("/api/v1/search?q=n%20ORD");
        assertThat(names(found.path("results"))).containsExactly("Clean Orders");
        assertThat(found.path("results").get(0).path("nodeId").stringValue())
                .isEqualTo("dataset:s3://lake:Clean Orders");
        assertThat(names(get("/api/v1/search?q=%25").path("results"))).isEmpty();
        assertThat(service.get("/api/v1/search?q=%20").status()).isEqualTo(422);
    }

    @Test
    void whatIsPurgedConnectsNothingUntilItIsNamedAgain() {
        run("purged", "before", "after");
        assertThat(delete("/api/v1/namespaces/weir/jobs/purged")).isEqualTo(204);
        assertThat(delete("/api/v1/namespaces/weir/jobs/purged")).isEqualTo(404);
        assertThat(service.graph("dataset:s3://lake:before").path("graph").size())
                .isEqualTo(1);
        assertThat(service.get("/api/v1/namespaces/weir/jobs/purged").status()).isEqualTo(404);

        run("purged", "before", "after");
        assertThat(service.graph("dataset:s3://lake:before").path("graph").size())
                .isEqualTo(3);
        assertThat(delete("/api/v1/namespaces/s3%3A%2F%2Flake/datasets/before")).isEqualTo(204);
        assertThat(service.graph("job:weir:purged").path("graph").size()).isEqualTo(2);
    }

    private static int delete(String path) {
        return service.send(service.request(path).DELETE()).status();
    }

    private static void run(String job, String input, String output) {
        Map<String, Object> event = TestEvents.run("COMPLETE", UUID.randomUUID(), job, 0);
        event.put("inputs", List.of(TestEvents.dataset("s3://lake", input)));
        event.put("outputs", List.of(TestEvents.dataset("s3://lake", output)));
        assertThat(service.post("/api/v1/lineage", event).status()).isEqualTo(201);
    }

    private static JsonNode get(String path) {
        var answer = service.get(path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static List<String> names(JsonNode items) {
        return items.valueStream().map(item -> item.path("name").stringValue()).toList();
    }
}
