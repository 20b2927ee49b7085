package io.weir.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A page begins where the one before ended, whatever has become of the run that was there. */
class RunPageTest {

    private static final String OF_ALL = "/api/v1/runs?limit=";
    private static final String OF_NAME = "/api/v1/runs?job=load&limit=";
    private static final String OF_JOB = "/api/v1/namespaces/weir/jobs/load/runs?limit=";

    /** Latest first. */
    private static final List<UUID> RUNS = List.of(new UUID(2, 1), new UUID(2, 2), new UUID(2, 3));

    private TestService service;

    @BeforeEach
    void start() {
        service = new TestService();
        send(RUNS.get(0), 30);
        send(RUNS.get(1), 25);
        send(RUNS.get(2), 20);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private void send(UUID run, int second) {
        Map<String, Object> event = TestEvents.run("START", run, "load", second);
        assertThat(service.post("/api/v1/lineage", event).status()).isEqualTo(201);
    }

    /** By its id alone the place would be where the run is now, and all between would be left out without a word. */
    @ParameterizedTest
    @ValueSource(strings = {OF_ALL, OF_NAME, OF_JOB})
    void aRunThatMovesBetweenPagesHidesNoOther(String list) {
        JsonNode first = service.get(list + 1).json();
        assertThat(ids(first)).containsExactly(RUNS.get(0));

        send(RUNS.get(0), 10);

        assertThat(ids(service.get(list + 9 + "&pageToken=" + token(first)).json()))
                .containsExactly(RUNS.get(1), RUNS.get(2), RUNS.get(0));
    }

    /** Replicas of two versions answer during an upgrade. */
    @ParameterizedTest
    @ValueSource(strings = {OF_ALL, OF_NAME, OF_JOB})
    void aTokenOfTheVersionBeforeGoesOn(String list) {
        String text = new String(
                Base64.getUrlDecoder().decode(token(service.get(list + 1).json())), StandardCharsets.UTF_8);
        String run = RUNS.get(0).toString();
        assertThat(text).endsWith(run);
        String mark = text.substring(0, text.indexOf('/') - run.length());

        assertThat(ids(service.get(list + 9 + "&pageToken=" + encoded(mark + run))
                        .json()))
                .containsExactly(RUNS.get(1), RUNS.get(2));
        for (String foreign : List.of("x", "/", run + "/", "/" + run, new UUID(7, 7).toString())) {
            var answer = service.get(list + 9 + "&pageToken=" + encoded(mark + foreign));
            assertThat(answer.status()).as(foreign).isEqualTo(422);
            assertThat(answer.json().at("/errors/0/field").stringValue()).isEqualTo("pageToken");
        }
    }

    private static String encoded(String token) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token.getBytes(StandardCharsets.UTF_8));
    }

    private static String token(JsonNode page) {
        return page.path("nextPageToken").stringValue();
    }

    private static List<UUID> ids(JsonNode page) {
        return page.path("items")
                .valueStream()
                .map(run -> UUID.fromString(run.path("runId").stringValue()))
                .toList();
    }
}
