package io.weir.lineage.graph;

import io.weir.lineage.LineageProblem;
import io.weir.lineage.openlineage.ColumnLink.Field;
import io.weir.lineage.openlineage.NodeName;
import io.weir.support.problem.ProblemException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Answers questions about columns. */
@Service
public class ColumnGraphs {

    /** Of a job; who writes more is told that there is more. */
    private static final int DATASETS_READ = 1000;

    private final Columns columns;
    private final Nodes nodes;
    private final Edges edges;

    ColumnGraphs(Columns columns, Nodes nodes, Edges edges) {
        this.columns = columns;
        this.nodes = nodes;
        this.edges = edges;
    }

    /** The columns around a column, or around all columns of a dataset or of what a job writes. */
    public Part around(String nodeId, int depth, Direction direction, Moment moment, int limit) {
        Walk walk = new Walk((keys, way, most) -> columns.at(keys, way, moment, most), direction, limit);
        Start start = start(nodeId);
        walk.from(start.columns(), depth);
        List<Columns.Column> found = columns.load(walk.visited());
        return new Part(
                found, walk.passed(), columns.origins(walk.visited(), moment), walk.truncated() || start.truncated());
    }

    /**
     * Where a graph begins.
     *
     * @param truncated whether there are more columns than these
     */
    private record Start(List<UUID> columns, boolean truncated) {}

    /** The columns that an id means. */
    private Start start(String nodeId) {
        if (NodeIds.isField(nodeId)) {
            return new Start(List.of(field(nodeId)), false);
        }
        List<NodeName> readings = NodeIds.readings(nodeId);
        UUID key = nodes.findFirst(readings).orElseThrow(() -> notFound(nodeId));
        if (readings.get(0).type() == NodeName.Type.DATASET) {
            return new Start(columns.ofDatasets(List.of(key)), false);
        }
        List<Edge> written = edges.at(List.of(key), Direction.DOWNSTREAM, DATASETS_READ);
        List<UUID> datasets = written.stream().map(Edge::destination).toList();
        return new Start(columns.ofDatasets(datasets), written.size() == DATASETS_READ);
    }

    /** The column that an id means. */
    UUID field(String nodeId) {
        List<Field> readings = NodeIds.fields(nodeId);
        List<UUID> keys = readings.stream().map(Field::key).toList();
        Collection<UUID> existing =
                columns.load(keys).stream().map(Columns.Column::key).toList();
        Optional<UUID> named = keys.stream().filter(existing::contains).findFirst();
        return named.orElseGet(() -> readings.stream()
                .filter(field -> nodes.findFirst(List.of(field.dataset())).isPresent())
                .map(Field::key)
                .findFirst()
                .orElseThrow(() -> notFound(nodeId)));
    }

    private static ProblemException notFound(String nodeId) {
        return new ProblemException(LineageProblem.NODE_NOT_FOUND, "No node has the id " + nodeId);
    }

    /**
     * A part of the graph of columns.
     *
     * @param truncated whether there is more within the depth that was asked for
     */
    public record Part(
            List<Columns.Column> columns, Collection<Edge> edges, List<Columns.Origin> origins, boolean truncated) {}
}
