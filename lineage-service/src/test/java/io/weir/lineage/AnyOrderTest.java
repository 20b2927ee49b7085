package io.weir.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.lineage.intake.Events;
import io.weir.lineage.openlineage.EventJson;
import io.weir.lineage.openlineage.EventReader;
import io.weir.lineage.openlineage.LineageEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What events add up to does not depend on the order they come in, on how often, or on what they come together with. */
class AnyOrderTest {

    private static final int ORDERS = 100;
    private static final List<String> TABLES =
            List.of("job", "dataset", "run", "run_dataset", "edge", "column_edge", "facet", "label");

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
    void realEventsGiveTheSameGraphStatesAndFacetsInAnyOrder() {
        List<LineageEvent> events = Stream.concat(
                        TestEvents.real().stream().map(EventJson::read),
                        dependencies().stream().map(EventJson::tree))
                .map(EventReader::read)
                .toList();
        assertThat(events).hasSizeGreaterThan(85);
        Map<String, List<Map<String, Object>>> expected = take(events, new Random(0));
        assertThat(expected.get("run")).hasSizeGreaterThan(20);
        assertThat(expected.get("edge")).hasSizeGreaterThan(20);
        assertThat(expected.get("edge").toString()).contains("DEPENDENCY");
        assertThat(expected.get("column_edge")).hasSizeGreaterThan(20);

        for (int seed = 1; seed <= ORDERS; seed++) {
            Random random = new Random(seed);
            List<LineageEvent> twice = new ArrayList<>(events);
            twice.addAll(events);
            Collections.shuffle(twice, random);
            assertThat(take(twice, random)).as("order %s", seed).isEqualTo(expected);
        }
    }

    /** Of jobs that wait for each other no real event speaks: the same is said from both ends, and again later. */
    private static List<Map<String, Object>> dependencies() {
        UUID run = new UUID(0x7000, 0x8000_0000_0000_0009L);
        Map<String, Object> after = TestEvents.dependency("after", Map.of("dependency_type", "IMPLICIT_DEPENDENCY"));
        Map<String, Object> before = TestEvents.dependency("before", Map.of("run", Map.of("runId", run.toString())));
        return List.of(
                TestEvents.dependent("START", "before", 0, Map.of("downstream", List.of(after))),
                TestEvents.dependent("START", "after", 1, Map.of("upstream", List.of(before))),
                TestEvents.dependent("COMPLETE", "after", 2, Map.of("upstream", List.of(before))));
    }

    private static Map<String, List<Map<String, Object>>> take(List<LineageEvent> events, Random random) {
        JdbcClient jdbc = service.jdbc();
        jdbc.sql("truncate event, " + String.join(", ", TABLES)).update();
        Events intake = service.bean(Events.class);
        for (int next = 0; next < events.size(); ) {
            int group = 1 + random.nextInt(12);
            intake.take(events.subList(next, Math.min(events.size(), next + group)));
            next += group;
        }
        return state(jdbc);
    }

    private static Map<String, List<Map<String, Object>>> state(JdbcClient jdbc) {
        Map<String, List<Map<String, Object>>> state = new java.util.TreeMap<>();
        TABLES.forEach(table -> state.put(
                table,
                jdbc.sql("select to_jsonb(t)::text as row from " + table + " t order by 1")
                        .query()
                        .listOfRows()));
        return state;
    }
}
