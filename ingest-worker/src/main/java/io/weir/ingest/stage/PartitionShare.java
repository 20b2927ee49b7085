package io.weir.ingest.stage;

/**
 * What a batch holds of one partition.
 *
 * @param lastSequence the position of its last record, which becomes the watermark
 * @param records how many records
 * @param bytes payload bytes
 */
public record PartitionShare(int partition, long lastSequence, long records, long bytes) {}
