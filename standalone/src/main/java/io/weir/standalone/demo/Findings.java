package io.weir.standalone.demo;

/**
 * What was found from the outside after a demo.
 *
 * @param expected events that were to be sent
 * @param produced records in the topic, by its end offsets
 * @param warehouseRows rows of the DuckDB table
 * @param deltaRows rows that Delta Kernel read
 * @param head the latest version
 * @param earlier an earlier version, by time travel
 * @param mirrorLag seconds that the mirror is behind
 * @param mirrorBacklog versions that are not in the mirror
 */
record Findings(
        DemoNames names,
        long expected,
        long produced,
        long warehouseRows,
        long deltaRows,
        long deadLetters,
        String deltaPath,
        SnapshotPair head,
        SnapshotPair earlier,
        LineageFacts lineage,
        double mirrorLag,
        long mirrorBacklog,
        Throughput throughput) {}
