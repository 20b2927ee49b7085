package io.weir.metadata.mirror;

import io.weir.delta.checkpoint.CheckpointSegment;
import io.weir.metadata.snapshot.FileRange;

/**
 * A segment of a checkpoint that is in the store.
 *
 * @param files which of the listing of the checkpoint's version it holds
 * @param place where in the checkpoint's Parquet file they are
 */
public record StoredSegment(FileRange files, CheckpointSegment place) {}
