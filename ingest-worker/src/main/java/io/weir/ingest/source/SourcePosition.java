package io.weir.ingest.source;

/**
 * Where a subscription stands in a partition.
 *
 * @param next sequence of the next record to be handed over
 * @param end sequence that the next record to be produced will have, as far as is known
 */
public record SourcePosition(long next, long end) {}
