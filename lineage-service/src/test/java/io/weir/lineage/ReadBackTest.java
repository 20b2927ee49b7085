package io.weir.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.lineage.openlineage.EventJson;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is asked back equals what was sent: events whole, facets by the latest event that states them. */
class ReadBackTest {

    private static final String LOG = "/api/v1/events/lineage";
    private static TestService service;

    @BeforeAll
    static void start() {
        service = new TestService();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void allRealEventsAreTakenAndReadBackAsTheyWereSent() {
        List<String> events = TestEvents.real();
        assertThat(events).hasSizeGreaterThan(85);
        for (String event : events) {
            assertThat(service.post("/api/v1/lineage", event).status())
                    .as(event)
                    .isEqualTo(201);
            assertThat(service.post("/api/v1/lineage", event).status()).isEqualTo(201);
        }
        Set<String> sent = new HashSet<>();
        events.forEach(event -> sent.add(EventJson.write(EventJson.read(event))));
        assertThat(texts(service.get(LOG + "?limit=1000").json().path("events")))
                .containsExactlyInAnyOrderElementsOf(sent);
    }

    @Test
    void theLogIsReadByTimeAndPage() {
        UUID run = UUID.randomUUID();
        for (int second = 0; second < 5; second++) {
            Map<String, Object> event = TestEvents.run("RUNNING", run, "log", second);
            event.put("eventTime", "1999-01-01T00:00:0" + second + "Z");
            service.post("/api/v1/lineage", event);
        }
        String year = LOG + "?after=1999-01-01T00:00:01Z&before=1999-01-01T00:00:04Z";
        assertThat(seconds(service.get(year).json().path("events"))).containsExactly("3", "2", "1");
        assertThat(seconds(service.get(year + "&sortDirection=asc&limit=1&offset=1")
                        .json()
                        .path("events")))
                .containsExactly("2");
        assertThat(service.get(year + "&limit=1").json().path("totalCount").intValue())
                .isEqualTo(3);
        JsonNode first = service.get("/api/v1/runs/" + run + "/events?limit=3").json();
        assertThat(seconds(first.path("items"))).containsExactly("0", "1", "2");
        assertThat(seconds(service.get("/api/v1/runs/" + run + "/events?limit=3&pageToken="
                                + first.path("nextPageToken").stringValue())
                        .json()
                        .path("items")))
                .containsExactly("3", "4");
    }

    @Test
    void questionsThatMakeNoSenseAreRefused() {
        for (String question : List.of("?sortDirection=up", "?limit=0", "?offset=-1", "?after=yesterday")) {
            assertThat(service.get(LOG + question).status()).as(question).isIn(400, 422);
        }
        assertThat(service.get("/api/v1/runs/" + UUID.randomUUID() + "/events?pageToken=AAAA")
                        .status())
                .isEqualTo(422);
    }

    private static List<String> seconds(JsonNode events) {
        return events.valueStream()
                .map(event -> event.path("eventTime").stringValue().substring(18, 19))
                .toList();
    }

    private static List<String> texts(JsonNode events) {
        return events.valueStream().map(EventJson::write).toList();
    }
}
