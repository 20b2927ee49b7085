package io.weir.lineage.graph;

import io.weir.lineage.LineageProblem;
import io.weir.support.problem.ProblemException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Answers questions about the graph. */
@Service
public class LineageGraphs {

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
    public Part around(String nodeId, int depth, Direction direction, int limit) {
        UUID start = nodes.findFirst(NodeIds.readings(nodeId))
                .orElseThrow(() -> new ProblemException(LineageProblem.NODE_NOT_FOUND, "No node has the id " + nodeId));
        Walk walk = new Walk(edges, direction, limit).from(start, depth);
        return new Part(nodes.load(walk.visited()), walk.passed(), walk.truncated());
    }

    /**
     * A part of the graph.
     *
     * @param truncated whether there is more within the depth that was asked for
     */
    public record Part(List<Node> nodes, Collection<Edge> edges, boolean truncated) {}
}
