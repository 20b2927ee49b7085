package io.weir.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.lineage.catalog.Catalog;
import io.weir.lineage.graph.NodeDetails;
import io.weir.lineage.intake.Events;
import io.weir.lineage.openlineage.EventJson;
import io.weir.lineage.openlineage.EventReader;
import io.weir.lineage.openlineage.LineageEvent;
import io.weir.lineage.openlineage.NodeName;
import io.weir.support.paging.PageRequest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A page costs as many statements with forty rows as with one, and goes on where the one before ended. */
class ListCostTest {

    private static final int NODES = 40;
    private static final int STATEMENTS = 8;

    @Test
    void aPageCostsTheSameHoweverManyRowsItHas() {
        CountedStatements counted = new CountedStatements();
        try (TestService service = new TestService(counted)) {
            service.bean(Events.class)
                    .take(IntStream.range(0, NODES)
                            .mapToObj(ListCostTest::event)
                            .toList());
            NodeDetails details = service.bean(NodeDetails.class);
            Catalog catalog = service.bean(Catalog.class);
            for (int limit : List.of(1, NODES)) {
                assertThat(counted.during(() -> assertThat(details.jobs(page(catalog, NodeName.Type.JOB, limit)))
                                .hasSize(limit)
                                .allMatch(job ->
                                        job.tags().size() == 1 && job.inputs().size() == 1 && job.latestRun() != null)))
                        .isEqualTo(STATEMENTS);
                assertThat(counted.during(
                                () -> assertThat(details.datasets(page(catalog, NodeName.Type.DATASET, limit)))
                                        .hasSize(limit)
                                        .allMatch(dataset -> dataset.fields().size() == 1
                                                && dataset.consumers().size() == 1)))
                        .isEqualTo(STATEMENTS);
            }
        }
    }

    private static List<NodeName> page(Catalog catalog, NodeName.Type type, int limit) {
        return catalog.list(type, "weir", PageRequest.of(limit, null), 0).items();
    }

    private static LineageEvent event(int number) {
        Map<String, Object> event = TestEvents.run("START", new UUID(3, number), "counted", number);
        Map<String, Object> tags = Map.of("tags", Map.of("tags", List.of(Map.of("key", "t" + number))));
        Map<String, Object> schema = Map.of("schema", Map.of("fields", List.of(Map.of("name", "id"))));
        event.put("job", Map.of("namespace", "weir", "name", "job " + number, "facets", tags));
        event.put("inputs", List.of(Map.of("namespace", "weir", "name", "in " + number, "facets", schema)));
        return EventReader.read(EventJson.tree(event));
    }
}
