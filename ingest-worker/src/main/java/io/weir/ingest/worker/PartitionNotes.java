package io.weir.ingest.worker;

import io.weir.ingest.pipeline.Pipeline;
import io.weir.ingest.pipeline.PipelineSource;
import io.weir.ingest.pipeline.PipelineState;
import io.weir.ingest.pipeline.Pipelines;
import io.weir.ingest.source.SourceIdentity;
import io.weir.ingest.stage.StreamSide;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is noted of a pipeline's partitions besides what its sinks hold. */
record PartitionNotes(Pipeline pipeline, Pipelines pipelines, PipelineMetrics metrics) {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionNotes.class);

    Map<Integer, Long> starts() {
        return pipelines.starts(pipeline.owner());
    }

    /** Notes where partitions begin, unless that was noted before, and says what is noted. */
    Map<Integer, Long> start(Map<Integer, Long> firsts) {
        return pipelines.recordStarts(pipeline.owner(), firsts);
    }

    /**
     * Goes on only with the topic that was read before, if one was.
     *
     * @throws io.weir.ingest.source.SourceException if it is another one of its name
     */
    void requireSameTopic(SourceIdentity identity) {
        String id = identity.id();
        if (!id.isEmpty()
                && !pipelines.recordTopic(pipeline.owner(), identity.side(), id).equals(id)) {
            throw identity.another(pipeline.name());
        }
    }

    /** Notes that partitions are written up to their ends, and says of which that is noted, by other workers too. */
    Set<Integer> reached(PipelineState.Draining draining, Set<Integer> partitions) {
        return pipelines.recordReached(pipeline.name(), draining.runId(), partitions);
    }

    /** Where the records of a partition come from. */
    PipelineSource source(int partition) {
        return StreamSide.of(partition) == StreamSide.LEFT
                ? pipeline.source()
                : pipeline.joined().orElseThrow().source();
    }

    /** Notes that a topic had lost records before they were taken. */
    void gap(int partition, long expected, long found) {
        LOG.error(
                "partition {} of topic {} lost {} records before pipeline {} took them: {} was next, {} is the first",
                partition,
                source(partition).topic(),
                found - expected,
                pipeline.name(),
                expected,
                found);
        metrics.gap(pipeline.name(), pipelines.recordGap(pipeline.name(), partition, expected, found));
    }
}
