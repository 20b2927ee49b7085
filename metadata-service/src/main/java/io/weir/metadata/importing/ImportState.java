package io.weir.metadata.importing;

/** How an import stands. */
public enum ImportState {
    /** Nothing was written: what an import would do. */
    PLANNED,
    /** It goes on by itself; after a pause, if the store or PostgreSQL failed it. */
    RUNNING,
    /** It stopped; what it has so far is kept, and the same order goes on from there. */
    FAILED,
    /** The table is there. */
    SUCCEEDED
}
