package io.weir.delta.checkpoint;

/**
 * What a written checkpoint holds.
 *
 * @param actions number of rows
 * @param addFiles number of live files among them
 * @param sizeInBytes of the Parquet file
 */
public record CheckpointSummary(long actions, long addFiles, long sizeInBytes) {}
