package io.weir.ingest.pool;

/** Whether pipelines of a pool are at work. */
public enum PoolState {
    RUNNING,
    SUSPENDED
}
