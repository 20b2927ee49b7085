package io.weir.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.lineage.intake.Events;
import io.weir.lineage.openlineage.EventJson;
import io.weir.lineage.openlineage.EventReader;
import io.weir.lineage.openlineage.LineageEvent;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What intake costs the database, counted by the database. */
class StatementCountTest {

    private static final int STATEMENTS = 8;

    @Test
    void anEventCostsAsManyStatementsAsAHundred() {
        try (TestService service = new TestService()) {
            Events events = service.bean(Events.class);
            events.take(List.of(event(0)));

            assertThat(calls(service.jdbc(), () -> events.take(List.of(event(1)))))
                    .isEqualTo(STATEMENTS);
            assertThat(calls(
                            service.jdbc(),
                            () -> events.take(IntStream.range(2, 102)
                                    .mapToObj(StatementCountTest::event)
                                    .toList())))
                    .isEqualTo(STATEMENTS);
            assertThat(calls(service.jdbc(), () -> events.take(List.of(event(1)))))
                    .isEqualTo(1);
        }
    }

    /** Each statement of intake writes one table once, so the tables' statement triggers count them. */
    private static long calls(JdbcClient jdbc, Runnable work) {
        install(jdbc);
        jdbc.sql("truncate statement_count").update();
        work.run();
        return jdbc.sql("select count(*) from statement_count")
                .query(Long.class)
                .single();
    }

    private static void install(JdbcClient jdbc) {
        jdbc.sql("create table if not exists statement_count (name text)").update();
        jdbc.sql("create or replace function count_statement() returns trigger language plpgsql as"
                        + " 'begin insert into statement_count values (tg_table_name); return null; end'")
                .update();
        Stream.of("event", "job", "dataset", "run", "run_dataset", "edge", "facet", "live_event")
                .forEach(table -> jdbc.sql("create or replace trigger counted after insert on " + table
                                + " for each statement execute function count_statement()")
                        .update());
    }

    private static LineageEvent event(int number) {
        Map<String, Object> schema = Map.of("schema", Map.of("fields", List.of(Map.of("name", "id"))));
        Map<String, Object> event = TestEvents.run("START", new UUID(2, number), "counted " + number % 7, number);
        event.put("inputs", List.of(Map.of("namespace", "weir", "name", "in " + number % 5, "facets", schema)));
        event.put("outputs", List.of(Map.of("namespace", "weir", "name", "out " + number % 3, "facets", schema)));
        return EventReader.read(EventJson.tree(event));
    }
}
