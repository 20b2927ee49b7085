package io.weir.lineage.graph;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The edges of the graph, indexed both ways. */
public interface Edges {

    /** The edges at any of these nodes within a time, at most {@code limit}: one statement. */
    List<Edge> at(Collection<UUID> nodes, Direction direction, Relations relations, Moment moment, int limit);

    /** The edges at any of these nodes along which data flows, at most {@code limit}: one statement. */
    default List<Edge> at(Collection<UUID> nodes, Direction direction, int limit) {
        return at(nodes, direction, Relations.DATA, Moment.ALWAYS, limit);
    }

    /** The edges from and to each of these nodes, at most so many a node and direction: one statement. */
    List<Edge> around(Collection<UUID> nodes, int mostOfEach);

    /** What one run read and wrote, as edges from and to its job: one statement. */
    List<Edge> ofRun(UUID run);
}
