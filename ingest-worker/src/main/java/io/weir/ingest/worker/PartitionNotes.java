package io.weir.ingest.worker;

import io.weir.ingest.pipeline.Pipeline;
import io.weir.ingest.pipeline.Pipelines;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is noted of a pipeline's partitions besides what its sinks hold. */
record PartitionNotes(Pipeline pipeline, Pipelines pipelines, PipelineMetrics metrics) {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionNotes.class);

    Map<Integer, Long> starts() {
        return pipelines.starts(pipeline.owner());
    }

    /** Notes where a partition begins, unless that was noted before, and says what is noted. */
    long start(int partition, long first) {
        return pipelines.recordStart(pipeline.owner(), partition, first);
    }

    /** Notes that a topic had lost records before they were taken. */
    void gap(int partition, long expected, long found) {
        LOG.error(
                "partition {} of topic {} lost {} records before pipeline {} took them: {} was next, {} is the first",
                partition,
                pipeline.source().topic(),
                found - expected,
                pipeline.name(),
                expected,
                found);
        pipelines.recordGap(pipeline.name(), partition, expected, found);
        metrics.gap(pipeline.name(), found - expected);
    }
}
