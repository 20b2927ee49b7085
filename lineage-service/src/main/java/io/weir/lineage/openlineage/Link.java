package io.weir.lineage.openlineage;

/** A directed edge between two nodes: from the origin to the destination flows data, or the word that it may begin. */
public record Link(NodeName origin, NodeName destination, Kind kind) {

    /** Why the edge is there. */
    public enum Kind {
        /** A job reads or writes a dataset. */
        DATA,
        /** Another name of the same data. */
        SYMLINK,
        /** A {@code lineage} facet says so. */
        EXPLICIT,
        /** One job waits for another, as a {@code jobDependencies} facet says: control, whether or not data flows. */
        DEPENDENCY
    }
}
