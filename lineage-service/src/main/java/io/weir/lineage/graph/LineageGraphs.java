package io.weir.lineage.graph;

import io.weir.lineage.LineageProblem;
import io.weir.support.problem.ProblemException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Answers questions about the graph. */
@Service
public class LineageGraphs {

    private static final String RUN = "run:";

    private final Edges edges;
    private final Nodes nodes;

    LineageGraphs(Edges edges, Nodes nodes) {
        this.edges = edges;
        this.nodes = nodes;
    }

    /**
     * The part of the graph around a node: depth + 4 statements at most.
     *
     * @param depth steps to go at most
     * @param limit nodes to visit at most
     */
    public Part around(String nodeId, int depth, Direction direction, Moment moment, int limit) {
        if (nodeId.startsWith(RUN)) {
            return ofRun(nodeId);
        }
        UUID start = nodes.findFirst(NodeIds.readings(nodeId))
                .orElseThrow(() -> new ProblemException(LineageProblem.NODE_NOT_FOUND, "No node has the id " + nodeId));
        Walk walk =
                new Walk((keys, way, most) -> edges.at(keys, way, moment, most), direction, limit).from(start, depth);
        return new Part(nodes.load(walk.visited()), walk.passed(), walk.truncated());
    }

    /** What one run read and wrote. */
    private Part ofRun(String nodeId) {
        Set<UUID> keys = new LinkedHashSet<>();
        List<Edge> used = edges.ofRun(run(nodeId));
        used.forEach(edge -> keys.addAll(List.of(edge.origin(), edge.destination())));
        if (keys.isEmpty()) {
            throw new ProblemException(LineageProblem.NODE_NOT_FOUND, "No run with datasets has the id " + nodeId);
        }
        return new Part(nodes.load(keys), used, false);
    }

    private static UUID run(String nodeId) {
        try {
            return UUID.fromString(nodeId.substring(RUN.length()));
        } catch (IllegalArgumentException notAnId) {
            throw ProblemException.invalid("nodeId", "is no node id", nodeId, "run:<id>");
        }
    }

    /**
     * A part of the graph.
     *
     * @param truncated whether there is more within the depth that was asked for
     */
    public record Part(List<Node> nodes, Collection<Edge> edges, boolean truncated) {}
}
