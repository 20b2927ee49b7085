package io.weir.ingest.pool;

/** Other pipelines may be at work from now on. */
public record PoolChanged(String pool) {}
