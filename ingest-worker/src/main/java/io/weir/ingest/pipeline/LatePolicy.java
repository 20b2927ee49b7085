package io.weir.ingest.pipeline;

/** What becomes of a record that comes when all of its time is taken for known. */
public enum LatePolicy {
    /** It is left out, and counted as filtered. */
    DROP,
    /** It is a dead letter. */
    DEAD_LETTER
}
