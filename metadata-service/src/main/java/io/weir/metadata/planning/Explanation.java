package io.weir.metadata.planning;

/**
 * What a plan left out, and why.
 *
 * @param filesConsidered live files of the version
 * @param prunedByPartition left out by their partition values alone
 * @param prunedByStatistics left out by minimum, maximum and null counts besides
 * @param filesKept have to be read
 */
public record Explanation(long filesConsidered, long prunedByPartition, long prunedByStatistics, long filesKept) {}
