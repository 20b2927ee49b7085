package io.weir.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.lineage.graph.ColumnGraphs;
import io.weir.lineage.graph.Direction;
import io.weir.lineage.graph.Impacts;
import io.weir.lineage.graph.Moment;
import io.weir.lineage.intake.Events;
import io.weir.lineage.openlineage.EventJson;
import io.weir.lineage.openlineage.EventReader;
import io.weir.lineage.openlineage.LineageEvent;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is told of columns costs as many statements with forty datasets as with one. */
class ColumnCostTest {

    private static final CountedStatements COUNTED = new CountedStatements();
    private static TestService service;

    @BeforeAll
    static void start() {
        service = new TestService(COUNTED);
        // A column `used` that one job reads, and one that forty do; each job writes a dataset that comes from another
        // column.
        service.bean(Events.class)
                .take(IntStream.rangeClosed(0, 40)
                        .mapToObj(number ->
                                event("reads " + number, number == 0 ? "few" : "many", List.of("out " + number)))
                        .toList());
        service.bean(Events.class)
                .take(List.of(
                        event("narrow", "other", List.of("wide 0")),
                        event(
                                "wide",
                                "other",
                                IntStream.rangeClosed(1, 40)
                                        .mapToObj(number -> "wide " + number)
                                        .toList())));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void whatBreaksCostsTheSameHoweverManyJobsReadTheDataset() {
        Impacts impacts = service.bean(Impacts.class);
        int few = COUNTED.during(() -> assertThat(
                        impacts.of("datasetField:weir:few:used", 1, 100).possibleJobs())
                .isEmpty());
        assertThat(COUNTED.during(() -> impacts.of("datasetField:weir:many:used", 1, 100)))
                .isEqualTo(few);
    }

    @Test
    void theColumnsOfAJobCostTheSameHoweverManyDatasetsItWrites() {
        assertThat(columnsOf("wide", 41)).isEqualTo(columnsOf("narrow", 2));
    }

    @Test
    void moreReadersThanAreLookedAtAreTold() {
        Impacts impacts = service.bean(Impacts.class);
        service.bean(Events.class).take(List.of(event("crowd", "crowded", List.of("crowd"))));
        assertThat(impacts.of("datasetField:weir:crowded:used", 1, 100).truncated())
                .isFalse();
        multiply("dataset", "crowded", 100_000);
        assertThat(impacts.of("datasetField:weir:crowded:used", 1, 100).truncated())
                .isTrue();
    }

    @Test
    void moreDatasetsThanAreLookedAtAreTold() {
        ColumnGraphs graphs = service.bean(ColumnGraphs.class);
        service.bean(Events.class).take(List.of(event("widest", "other", List.of("widest"))));
        assertThat(graphs.around("job:weir:widest", 1, Direction.UPSTREAM, Moment.ALWAYS, 100)
                        .truncated())
                .isFalse();
        multiply("job", "widest", 1000);
        assertThat(graphs.around("job:weir:widest", 1, Direction.UPSTREAM, Moment.ALWAYS, 100)
                        .truncated())
                .isTrue();
    }

    /** Gives a job or a dataset so many more edges, to nodes that nothing else is known of. */
    private static void multiply(String type, String name, int edges) {
        service.jdbc()
                .sql(
                        "insert into edge select edge.origin, gen_random_uuid(), edge.kind, edge.first_by, edge.seen_by, run_id"
                                + " from edge join " + type + " on origin = " + type + "_id, generate_series(1, :edges)"
                                + " where name = :name")
                .param("edges", edges)
                .param("name", name)
                .update();
    }

    private static int columnsOf(String job, int columns) {
        ColumnGraphs graphs = service.bean(ColumnGraphs.class);
        return COUNTED.during(
                () -> assertThat(graphs.around("job:weir:" + job, 1, Direction.UPSTREAM, Moment.ALWAYS, 100)
                                .columns())
                        .hasSize(columns));
    }

    private static LineageEvent event(String job, String input, List<String> outputs) {
        Map<String, Object> from =
                Map.of("inputFields", List.of(Map.of("namespace", "weir", "name", input, "field", "unused")));
        Map<String, Object> facets = Map.of("columnLineage", Map.of("fields", Map.of("made", from)));
        Map<String, Object> event = TestEvents.run("COMPLETE", UUID.randomUUID(), job, 0);
        event.put("inputs", List.of(TestEvents.dataset("weir", input)));
        event.put(
                "outputs",
                outputs.stream()
                        .map(output -> Map.of("namespace", "weir", "name", output, "facets", facets))
                        .toList());
        return EventReader.read(EventJson.tree(event));
    }
}
