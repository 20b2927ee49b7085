package io.weir.metadata.planning;

/**
 * What a plan left out, and why. The first is the sum of the others.
 *
 * @param filesConsidered live files of the version
 * @param prunedByZones not looked at, because no file of their zone can matter: by partition values, statistics or both
 * @param prunedByPartition left out by their partition values alone
 * @param prunedByStatistics left out by minimum, maximum and null counts besides
 * @param filesKept have to be read
 */
public record Explanation(
        long filesConsidered, long prunedByZones, long prunedByPartition, long prunedByStatistics, long filesKept) {}
