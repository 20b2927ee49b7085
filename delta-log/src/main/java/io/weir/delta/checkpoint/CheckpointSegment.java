package io.weir.delta.checkpoint;

/**
 * A stretch of a checkpoint's Parquet file with whole row groups, and nothing but some live files in them: where none of
 * these was removed since, a later checkpoint may take the bytes over.
 *
 * @param offset of its first byte in the file
 * @param length in bytes
 * @param files rows in it
 * @param checksum CRC-32C of the bytes
 */
public record CheckpointSegment(long offset, long length, long files, long checksum) {}
