package io.weir.ingest.pool;

/**
 * A pipeline that names a pool.
 *
 * @param owner whose it is, as in {@code user:ann}
 */
public record PoolUser(String pipeline, String owner) {}
