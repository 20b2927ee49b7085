package io.weir.lineage.graph.web;

import io.weir.lineage.openlineage.Link;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A directed edge, by the ids of its nodes.
 *
 * @param kind why it is there, of several reasons the first; absent where a job reads or writes a dataset
 */
record LineageEdge(String origin, String destination, Link.@Nullable Kind kind) {

    static final Comparator<LineageEdge> ORDER = Comparator.comparing(LineageEdge::origin)
            .thenComparing(LineageEdge::destination)
            .thenComparing(LineageEdge::kind, Comparator.nullsFirst(Comparator.naturalOrder()));

    /** Whether it joins the same nodes in the same direction. */
    boolean joinsAs(LineageEdge other) {
        return origin.equals(other.origin) && destination.equals(other.destination);
    }
}
