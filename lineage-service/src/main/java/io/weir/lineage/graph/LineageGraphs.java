package io.weir.lineage.graph;

import io.weir.lineage.LineageProblem;
import io.weir.lineage.facet.Facets;
import io.weir.lineage.intake.FacetChange.Owner;
import io.weir.lineage.label.NodeLabels;
import io.weir.support.problem.ProblemException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;

/** Answers questions about the graph. */
@Service
public class LineageGraphs {

    private static final String RUN = "run:";

    private static final String SCHEMA = "schema";

    private final Edges edges;
    private final Nodes nodes;
    private final Facets facets;

    LineageGraphs(Edges edges, Nodes nodes, Facets facets) {
        this.edges = edges;
        this.nodes = nodes;
        this.facets = facets;
    }

    /**
     * The part of the graph around a node: depth + 5 statements at most.
     *
     * @param depth steps to go at most
     * @param limit nodes to visit at most
     */
    public Part around(String nodeId, int depth, Direction direction, Relations relations, Moment moment, int limit) {
        if (nodeId.startsWith(RUN)) {
            return ofRun(nodeId);
        }
        UUID start = nodes.findFirst(NodeIds.readings(nodeId))
                .orElseThrow(() -> new ProblemException(LineageProblem.NODE_NOT_FOUND, "No node has the id " + nodeId));
        Walk walk = new Walk((keys, way, most) -> edges.at(keys, way, relations, moment, most), direction, limit)
                .from(start, depth);
        return part(walk.visited(), walk.passed(), walk.truncated());
    }

    private Part part(Collection<UUID> keys, Collection<Edge> passed, boolean truncated) {
        Map<UUID, List<DatasetField>> fields = new HashMap<>();
        facets.current(Owner.DATASET, keys, List.of(SCHEMA)).forEach((dataset, stated) -> {
            if (stated.get(SCHEMA) instanceof JsonNode schema) {
                fields.put(dataset, DatasetField.of(schema, NodeLabels.NONE));
            }
        });
        return new Part(nodes.load(keys), passed, fields, truncated);
    }

    /** What one run read and wrote. */
    private Part ofRun(String nodeId) {
        Set<UUID> keys = new LinkedHashSet<>();
        List<Edge> used = edges.ofRun(run(nodeId));
        used.forEach(edge -> keys.addAll(List.of(edge.origin(), edge.destination())));
        if (keys.isEmpty()) {
            throw new ProblemException(LineageProblem.NODE_NOT_FOUND, "No run with datasets has the id " + nodeId);
        }
        return part(keys, used, false);
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
     * @param fields the columns of datasets, without tags; none of those that no event states columns of
     * @param truncated whether there is more within the depth that was asked for
     */
    public record Part(
            List<Node> nodes, Collection<Edge> edges, Map<UUID, List<DatasetField>> fields, boolean truncated) {}
}
