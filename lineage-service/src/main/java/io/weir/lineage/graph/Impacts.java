package io.weir.lineage.graph;

import io.weir.lineage.openlineage.EntityName;
import io.weir.lineage.openlineage.NodeName;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/** Tells what breaks if something goes. */
@Service
public class Impacts {

    private static final int EDGES_READ = 100_000;

    private final ColumnGraphs columnGraphs;
    private final LineageGraphs graphs;
    private final Columns columns;
    private final Nodes nodes;
    private final Edges edges;

    Impacts(ColumnGraphs columnGraphs, LineageGraphs graphs, Columns columns, Nodes nodes, Edges edges) {
        this.columnGraphs = columnGraphs;
        this.graphs = graphs;
        this.columns = columns;
        this.nodes = nodes;
        this.edges = edges;
    }

    /** What comes from a column by columns, or from a dataset or a job by whatever connects them. */
    public Impact of(String nodeId, int depth, int limit) {
        return NodeIds.isField(nodeId) ? ofColumn(nodeId, depth, limit) : ofNode(nodeId, depth, limit);
    }

    private Impact ofNode(String nodeId, int depth, int limit) {
        var part = graphs.around(nodeId, depth, Direction.DOWNSTREAM, Relations.DATA, Moment.ALWAYS, limit);
        var start = NodeIds.readings(nodeId);
        List<NodeName> found = part.nodes().stream()
                .map(Node::name)
                .filter(name -> !start.contains(name))
                .toList();
        Set<UUID> jobs = part.nodes().stream()
                .filter(node -> node.name().type() == NodeName.Type.JOB)
                .map(Node::key)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Walk waiting = waiting(jobs, depth, limit);
        return new Impact(
                nodeId,
                List.of(),
                names(found, NodeName.Type.DATASET),
                names(found, NodeName.Type.JOB),
                load(without(waiting.visited(), jobs), NodeName.Type.JOB),
                part.truncated() || waiting.truncated());
    }

    /** The jobs themselves, and at most so many that wait for them, near or far, whatever data they use. */
    private Walk waiting(Collection<UUID> jobs, int depth, int limit) {
        Walk.Steps steps = (keys, way, most) -> edges.at(keys, way, Relations.DEPENDENCIES, Moment.ALWAYS, most);
        return new Walk(steps, Direction.DOWNSTREAM, limit + jobs.size()).from(jobs, depth);
    }

    private static Set<UUID> without(Collection<UUID> all, Collection<UUID> some) {
        Set<UUID> rest = new LinkedHashSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    private Impact ofColumn(String nodeId, int depth, int limit) {
        var part = columnGraphs.around(nodeId, depth, Direction.DOWNSTREAM, Moment.ALWAYS, limit);
        UUID start = columnGraphs.field(nodeId);
        UUID own = NodeIds.fields(nodeId).stream()
                .filter(field -> field.key().equals(start))
                .map(field -> field.dataset().key())
                .findFirst()
                .orElseThrow();
        List<Columns.Column> reached = part.columns().stream()
                .filter(column -> !column.key().equals(start))
                .toList();
        Set<UUID> touched = reached.stream()
                .map(column -> column.dataset().key())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Readers readers = readers(own, touched);
        Walk waiting = waiting(readers.all(), depth, limit);
        return new Impact(
                nodeId,
                reached.stream()
                        .map(column -> NodeIds.field(column.dataset(), column.field()))
                        .sorted()
                        .toList(),
                load(touched, NodeName.Type.DATASET),
                load(readers.certain, NodeName.Type.JOB),
                load(without(waiting.visited(), readers.certain), NodeName.Type.JOB),
                part.truncated() || readers.truncated || waiting.truncated());
    }

    /**
     * Jobs that read the column's dataset or one that it reaches: certain are those that write what it reaches; possible
     * those that write something of which no columns are told, or nothing.
     * Three statements, however many they are.
     */
    private Readers readers(UUID own, Set<UUID> touched) {
        Set<UUID> read = new HashSet<>(touched);
        read.add(own);
        List<Edge> reading = edges.at(read, Direction.DOWNSTREAM, EDGES_READ);
        Set<UUID> jobs = reading.stream().map(Edge::destination).collect(Collectors.toSet());
        List<Edge> writing = edges.at(jobs, Direction.DOWNSTREAM, EDGES_READ);
        Set<UUID> told = columns.told(writing.stream().map(Edge::destination).collect(Collectors.toSet()));
        Set<UUID> certain = origins(writing, touched);
        return new Readers(
                certain,
                without(without(jobs, certain), origins(writing, told)),
                reading.size() == EDGES_READ || writing.size() == EDGES_READ);
    }

    private static Set<UUID> origins(List<Edge> edges, Set<UUID> destinations) {
        return edges.stream()
                .filter(edge -> destinations.contains(edge.destination()))
                .map(Edge::origin)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** @param truncated whether there are more than were looked at */
    private record Readers(Set<UUID> certain, Set<UUID> possible, boolean truncated) {

        Set<UUID> all() {
            Set<UUID> all = new LinkedHashSet<>(certain);
            all.addAll(possible);
            return all;
        }
    }

    private List<EntityName> load(Collection<UUID> keys, NodeName.Type type) {
        return names(nodes.load(keys).stream().map(Node::name).toList(), type);
    }

    private static List<EntityName> names(List<NodeName> nodes, NodeName.Type type) {
        return nodes.stream()
                .filter(name -> name.type() == type)
                .map(NodeName::name)
                .sorted(Comparator.comparing(EntityName::namespace).thenComparing(EntityName::name))
                .toList();
    }
}
