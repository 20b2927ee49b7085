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

/** The runs of all jobs, latest first. */
class RunListTest {

    private static final String RUNS = "/api/v1/runs";

    private static TestService service;

    /** In the order of their first events: two of job a, two of b, the second of which failed. */
    private static final List<UUID> SENT = List.of(new UUID(1, 4), new UUID(1, 3), new UUID(1, 2), new UUID(1, 1));

    @BeforeAll
    static void start() {
        service = new TestService();
        send(SENT.get(0), "a", "START", 1);
        send(SENT.get(2), "b", "START", 3);
        send(SENT.get(1), "a", "START", 2);
        send(SENT.get(3), "b", "START", 4);
        send(SENT.get(0), "a", "COMPLETE", 5);
        send(SENT.get(3), "b", "FAIL", 6);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static void send(UUID run, String job, String type, int second) {
        Map<String, Object> event = TestEvents.with(
                TestEvents.run(type, run, job, second), "job", Map.of("namespace", "space " + job, "name", job));
        assertThat(service.post("/api/v1/lineage", event).status()).isEqualTo(201);
    }

    private static List<UUID> sent(int... indexes) {
        return java.util.Arrays.stream(indexes).mapToObj(SENT::get).toList();
    }

    private static List<UUID> listed(String query) {
        List<UUID> runs = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = service.get(RUNS + "?limit=1" + query + next).json();
            page.path("items")
                    .forEach(run -> runs.add(UUID.fromString(run.path("runId").stringValue())));
            next = page.has("nextPageToken")
                    ? "&pageToken=" + page.path("nextPageToken").stringValue()
                    : "";
        } while (!next.isEmpty());
        return runs;
    }

    @Test
    void allAreListedByPageLatestFirst() {
        assertThat(listed("")).isEqualTo(sent(3, 2, 1, 0));
        JsonNode latest = service.get(RUNS).json().path("items").path(0);
        assertThat(latest.path("job").stringValue()).isEqualTo("b");
        assertThat(latest.path("state").stringValue()).isEqualTo("FAIL");
        assertThat(latest.has("startedAt")).isTrue();
    }

    @Test
    void theyAreFoundByJobStateAndTime() {
        assertThat(listed("&job=a")).isEqualTo(sent(1, 0));
        assertThat(listed("&job=A")).isEmpty();
        assertThat(listed("&state=RUNNING")).isEqualTo(sent(2, 1));
        assertThat(listed("&state=FAIL&job=b")).isEqualTo(sent(3));
        assertThat(listed("&since=2026-01-31T12:00:02Z")).isEqualTo(sent(3, 2, 1));
        assertThat(listed("&since=2026-01-31T12:00:02.000001Z")).isEqualTo(sent(3, 2));
        assertThat(listed("&job=a&since=2026-01-31T12:00:02Z&state=RUNNING")).isEqualTo(sent(1));
    }

    @Test
    void whatCannotBeAskedForIsNamed() {
        for (String query : List.of("state=DONE", "since=yesterday", "limit=0", "pageToken=x")) {
            var answer = service.get(RUNS + "?" + query);
            assertThat(answer.status()).as(query).isIn(400, 422);
            assertThat(answer.json().at("/errors/0/field").stringValue())
                    .isEqualTo(query.substring(0, query.indexOf('=')));
        }
    }
}
