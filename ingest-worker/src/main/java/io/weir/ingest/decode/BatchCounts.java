package io.weir.ingest.decode;

import java.util.Map;

/**
 * What became of the records of a batch.
 *
 * @param rows how many could be decoded
 * @param rejected how many of each partition could not
 * @param filtered how many of each partition are neither
 * @param broken how many records break each expectation, whatever became of them
 * @param branches how many rows further tables get, by the names of the tables
 */
public record BatchCounts(
        long rows,
        Map<Integer, Long> rejected,
        Map<Integer, Long> filtered,
        Map<String, Long> broken,
        Map<String, Long> branches) {

    /** Of one table, of whose rows nothing is expected. */
    public BatchCounts(long rows, Map<Integer, Long> rejected, Map<Integer, Long> filtered) {
        this(rows, rejected, filtered, Map.of(), Map.of());
    }

    /** The same of which so many records break expectations. */
    public BatchCounts breaking(Map<String, Long> expectations) {
        return new BatchCounts(rows, rejected, filtered, expectations, branches);
    }

    /** The same with so many rows for further tables. */
    BatchCounts branching(Map<String, Long> tables) {
        return new BatchCounts(rows, rejected, filtered, broken, tables);
    }

    static long sum(Map<Integer, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
