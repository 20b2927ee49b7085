package io.weir.standalone.soak;

import io.weir.standalone.demo.SnapshotPair;
import java.util.List;

/**
 * What was found of one pipeline when all was at rest.
 *
 * @param verdicts of the DuckDB table and of the Delta table
 * @param control partitions of which the warehouse's own counts are not the topic's, in words; empty if all are
 * @param head the latest version, as SQL has it and as Kernel reads it
 * @param missingVersions versions up to the latest of which the mirror has no commit file
 * @param runs how many the pipeline has had
 * @param openRuns how many of them have not ended
 */
record Found(
        SoakStream stream,
        List<Verdict> verdicts,
        String control,
        SnapshotPair head,
        List<Long> missingVersions,
        int runs,
        long openRuns) {}
