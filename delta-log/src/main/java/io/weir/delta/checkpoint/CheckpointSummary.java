package io.weir.delta.checkpoint;

/**
 * What a checkpoint holds.
 *
 * @param actions number of rows and lines
 * @param addFiles number of live files among them
 * @param sizeInBytes of its files together, sidecars too
 */
public record CheckpointSummary(long actions, long addFiles, long sizeInBytes) {}
