package io.weir.ingest.pipeline;

/** What a pipeline that was started waits for before it is at work. */
public enum Waiting {
    /** A unit of its pool: others have them all, or no worker serves the pool. */
    UNIT,
    /** Its pool, which is suspended. */
    POOL
}
