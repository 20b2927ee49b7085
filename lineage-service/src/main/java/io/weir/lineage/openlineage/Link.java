package io.weir.lineage.openlineage;

/** A directed edge between two nodes: data flows from the origin to the destination. */
public record Link(NodeName origin, NodeName destination, Kind kind) {

    /** Why the edge is there. */
    public enum Kind {
        /** A job reads or writes a dataset. */
        DATA,
        /** Another name of the same data. */
        SYMLINK,
        /** A {@code lineage} facet says so. */
        EXPLICIT
    }
}
