package io.weir.ingest.source;

/**
 * What a broker has of a partition.
 *
 * @param begin its first sequence
 * @param end sequence that its next record will have
 */
public record Extent(int partition, long begin, long end) {}
