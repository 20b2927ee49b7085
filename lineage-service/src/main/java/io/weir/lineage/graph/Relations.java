package io.weir.lineage.graph;

/** Which edges are followed. */
public enum Relations {
    /** Those along which data flows, other names of the same data among them. */
    DATA,
    /** Those from a job to one that waits for it. */
    DEPENDENCIES,
    ALL
}
