package io.weir.lineage.graph.web;

import io.weir.lineage.graph.Edge;
import io.weir.lineage.graph.LineageGraphs.Part;
import io.weir.lineage.openlineage.Link;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A part of the graph in Marquez's shape.
 *
 * @param graph by id
 * @param truncated whether there is more within the depth that was asked for
 */
record LineageGraph(List<LineageNode> graph, boolean truncated) {

    static LineageGraph of(Part part) {
        Map<UUID, String> ids = new HashMap<>();
        part.nodes().forEach(node -> ids.put(node.key(), node.name().nodeId()));
        NodeData data = new NodeData(part);
        Map<UUID, List<LineageEdge>> in = new HashMap<>();
        Map<UUID, List<LineageEdge>> out = new HashMap<>();
        for (Edge edge : part.edges()) {
            String origin = ids.get(edge.origin());
            String destination = ids.get(edge.destination());
            if (origin != null && destination != null) {
                LineageEdge named = new LineageEdge(origin, destination, kind(edge));
                out.computeIfAbsent(edge.origin(), key -> new ArrayList<>()).add(named);
                in.computeIfAbsent(edge.destination(), key -> new ArrayList<>()).add(named);
            }
        }
        return new LineageGraph(
                part.nodes().stream()
                        .map(node -> new LineageNode(
                                node.name().nodeId(),
                                node.name().type(),
                                data.of(node),
                                sorted(in.get(node.key())),
                                sorted(out.get(node.key()))))
                        .sorted(Comparator.comparing(LineageNode::id))
                        .toList(),
                part.truncated());
    }

    private static Link.@Nullable Kind kind(Edge edge) {
        return edge.kind() == Link.Kind.DATA ? null : edge.kind();
    }

    /** One edge from a node to another, whatever it is there for: readers draw an arrow for each. */
    private static List<LineageEdge> sorted(@Nullable List<LineageEdge> edges) {
        if (edges == null) {
            return List.of();
        }
        edges.sort(LineageEdge.ORDER);
        List<LineageEdge> one = new ArrayList<>();
        for (LineageEdge edge : edges) {
            if (one.isEmpty() || !one.get(one.size() - 1).joinsAs(edge)) {
                one.add(edge);
            }
        }
        return one;
    }
}
