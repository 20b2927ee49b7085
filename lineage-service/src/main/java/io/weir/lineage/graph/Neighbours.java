package io.weir.lineage.graph;

import io.weir.lineage.openlineage.EntityName;
import io.weir.lineage.openlineage.NodeName;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The names of what lies next to nodes, by the keys of these. */
record Neighbours(Map<UUID, List<NodeName>> sourcesOf, Map<UUID, List<NodeName>> targetsOf) {

    private static final Comparator<NodeName> BY_NAME = Comparator.comparing(
                    NodeName::name, Comparator.comparing(EntityName::namespace).thenComparing(EntityName::name))
            .thenComparing(NodeName::type);

    /** Looks the names of both ends of all edges up at once. */
    static Neighbours of(List<Edge> edges, Function<Collection<UUID>, List<Node>> load) {
        Set<UUID> ends = new TreeSet<>();
        edges.forEach(edge -> {
            ends.add(edge.origin());
            ends.add(edge.destination());
        });
        Map<UUID, NodeName> names = load.apply(ends).stream().collect(Collectors.toMap(Node::key, Node::name));
        return new Neighbours(
                named(edges, Edge::destination, Edge::origin, names),
                named(edges, Edge::origin, Edge::destination, names));
    }

    List<NodeName> sources(UUID node) {
        return sourcesOf.getOrDefault(node, List.of());
    }

    List<NodeName> targets(UUID node) {
        return targetsOf.getOrDefault(node, List.of());
    }

    private static Map<UUID, List<NodeName>> named(
            List<Edge> edges, Function<Edge, UUID> node, Function<Edge, UUID> end, Map<UUID, NodeName> names) {
        Map<UUID, Set<NodeName>> near = new HashMap<>();
        for (Edge edge : edges) {
            NodeName name = names.get(end.apply(edge));
            if (name != null) {
                near.computeIfAbsent(node.apply(edge), key -> new TreeSet<>(BY_NAME))
                        .add(name);
            }
        }
        Map<UUID, List<NodeName>> sorted = new HashMap<>();
        near.forEach((key, found) -> sorted.put(key, List.copyOf(found)));
        return sorted;
    }
}
