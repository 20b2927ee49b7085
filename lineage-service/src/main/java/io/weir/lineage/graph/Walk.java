package io.weir.lineage.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A breadth-first walk with a visited set, so that cycles end it no later than anything else. One statement a level,
 * whatever the number of nodes on it. Stops at a number of nodes and tells so.
 */
final class Walk {

    private static final int EDGES_A_NODE = 20;

    private final Steps steps;
    private final Direction direction;
    private final int maximumNodes;
    private final Set<UUID> visited = new LinkedHashSet<>();
    private final Set<Edge> passed = new LinkedHashSet<>();
    private boolean truncated;

    Walk(Steps steps, Direction direction, int maximumNodes) {
        this.steps = steps;
        this.direction = direction;
        this.maximumNodes = maximumNodes;
    }

    /** The edges at nodes, at most so many. */
    interface Steps {
        List<Edge> at(Collection<UUID> nodes, Direction direction, int limit);
    }

    /** Goes from a node as many steps as {@code depth}. */
    Walk from(UUID start, int depth) {
        return from(List.of(start), depth);
    }

    /** Goes from several nodes at once. */
    Walk from(Collection<UUID> starts, int depth) {
        List<UUID> begin = new ArrayList<>();
        starts.forEach(start -> visit(start, begin));
        Collection<UUID> frontier = begin;
        for (int level = 0; level < depth && !frontier.isEmpty(); level++) {
            frontier = step(frontier);
        }
        if (!frontier.isEmpty()) {
            look(frontier);
        }
        passed.removeIf(edge -> !visited.contains(edge.origin()) || !visited.contains(edge.destination()));
        return this;
    }

    Set<UUID> visited() {
        return visited;
    }

    /** The edges between visited nodes. */
    Set<Edge> passed() {
        return passed;
    }

    /** Whether there is more within the depth than was visited. */
    boolean truncated() {
        return truncated;
    }

    private Collection<UUID> step(Collection<UUID> frontier) {
        List<UUID> next = new ArrayList<>();
        for (Edge edge : look(frontier)) {
            visit(edge.origin(), next);
            visit(edge.destination(), next);
        }
        return next;
    }

    private List<Edge> look(Collection<UUID> frontier) {
        int limit = maximumNodes * EDGES_A_NODE;
        List<Edge> found = steps.at(frontier, direction, limit);
        truncated |= found.size() == limit;
        passed.addAll(found);
        return found;
    }

    private void visit(UUID node, List<UUID> next) {
        if (visited.contains(node)) {
            return;
        }
        if (visited.size() == maximumNodes) {
            truncated = true;
            return;
        }
        visited.add(node);
        next.add(node);
    }
}
