package io.weir.lineage.graph;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The edges of the graph, indexed both ways. */
public interface Edges {

    /** The edges at any of these nodes, at most {@code limit}: one statement. */
    List<Edge> at(Collection<UUID> nodes, Direction direction, int limit);
}
