package io.weir.lineage.graph.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.lineage.graph.ColumnGraphs.Part;
import io.weir.lineage.graph.Columns.Column;
import io.weir.lineage.graph.Edge;
import io.weir.lineage.openlineage.EntityName;
import io.weir.lineage.openlineage.NodeName;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Breaks when each column of an answer looks through the edges of all: the largest answer then keeps a core busy for a minute. */
class ColumnLineageGraphTest {

    private static final int COLUMNS = 2000;
    private static final int EDGES_OF_EACH = 20;

    private static List<Column> columns(int count) {
        NodeName dataset = NodeName.dataset(new EntityName("space", "wide"));
        return IntStream.range(0, count)
                .mapToObj(number -> new Column(new UUID(0, number), dataset, "column " + number))
                .toList();
    }

    @Test
    void theLargestAnswerCostsWhatItHas() {
        List<Edge> edges = new ArrayList<>();
        for (int column = 0; column < COLUMNS; column++) {
            for (int step = 1; step <= EDGES_OF_EACH; step++) {
                edges.add(new Edge(new UUID(0, column), new UUID(0, (column + step) % COLUMNS)));
            }
        }
        Part part = new Part(columns(COLUMNS), edges, List.of(), false);
        long before = nanosecondsAtWork();
        ColumnLineageGraph told = ColumnLineageGraph.of(part);
        assertThat(Duration.ofNanos(nanosecondsAtWork() - before)).isLessThan(Duration.ofSeconds(3));
        assertThat(told.graph()).hasSize(COLUMNS).allSatisfy(column -> {
            assertThat(column.inEdges()).hasSize(EDGES_OF_EACH);
            assertThat(column.outEdges()).hasSize(EDGES_OF_EACH);
        });
    }

    /** Of this thread: what others do on the machine meanwhile does not count. */
    private static long nanosecondsAtWork() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    @Test
    void edgesToColumnsThatAreNotToldAreLeftOut() {
        List<Edge> edges = List.of(
                new Edge(new UUID(0, 0), new UUID(0, 1)),
                new Edge(new UUID(0, 1), new UUID(0, 7)),
                new Edge(new UUID(0, 1), new UUID(0, 1)));
        ColumnLineageGraph told = ColumnLineageGraph.of(new Part(columns(2), edges, List.of(), false));
        assertThat(told.graph().get(0).outEdges())
                .containsExactly(
                        new LineageEdge("datasetField:space:wide:column 0", "datasetField:space:wide:column 1", null));
        assertThat(told.graph().get(1).inEdges()).hasSize(2);
        assertThat(told.graph().get(1).outEdges()).hasSize(1);
    }
}
