package io.weir.lineage.graph;

/** Which way edges are followed. */
public enum Direction {
    /** To where data comes from. */
    UPSTREAM,
    /** To where data goes. */
    DOWNSTREAM,
    BOTH
}
