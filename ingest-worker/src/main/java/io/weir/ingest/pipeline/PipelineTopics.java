package io.weir.ingest.pipeline;

import io.weir.ingest.IngestProblem;
import io.weir.ingest.source.Brokers;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.stage.StreamSide;
import io.weir.support.problem.FieldProblem;
import io.weir.support.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What brokers say of the topics that pipelines read. Each call asks them, so none is for a transaction that holds locks. */
@Component
class PipelineTopics {

    private final PipelineStores stores;
    private final Brokers brokers;

    PipelineTopics(PipelineStores stores, Brokers brokers) {
        this.stores = stores;
        this.brokers = brokers;
    }

    /**
     * The sequence that the next record of each partition will have.
     *
     * @throws ProblemException if a broker does not tell
     */
    Map<Integer, Long> ends(Pipeline pipeline) {
        try {
            return brokers.ends(stores.subscription(pipeline));
        } catch (SourceException failed) {
            throw Unreadable.problem(failed);
        }
    }

    /**
     * The sequences of the first records after some offsets of partitions that are there.
     *
     * @throws SourceException if it is one that lasts: nothing can be there
     */
    Map<Integer, Long> firstAfter(Pipeline pipeline, Map<Integer, String> offsets) {
        try {
            return brokers.firstAfter(stores.subscription(pipeline), offsets);
        } catch (SourceException failed) {
            throw failed.isLasting() ? failed : Unreadable.problem(failed);
        }
    }

    /**
     * Refuses a start in partitions that are not there: it would never be used, and most likely their numbers are wrong.
     *
     * @throws ProblemException 422 that names them
     */
    void requireNamedPartitions(Pipeline pipeline) {
        requireNamedPartitions(pipeline, "source", pipeline.source(), StreamSide.LEFT);
        pipeline.joined()
                .ifPresent(joined ->
                        requireNamedPartitions(pipeline, "join.with.source", joined.source(), StreamSide.RIGHT));
    }

    private void requireNamedPartitions(Pipeline pipeline, String field, PipelineSource source, StreamSide side) {
        Set<Integer> missing = source.startPartitions();
        if (missing.isEmpty()) {
            return;
        }
        Set<Integer> there = side.own(ends(pipeline)).keySet();
        missing.removeAll(there);
        if (!missing.isEmpty()) {
            FieldProblem problem = new FieldProblem(
                    field + (source.startOffsets() == null ? ".startSequences" : ".startOffsets"),
                    "names partitions that topic " + source.topic() + " does not have",
                    missing.toString(),
                    there.toString());
            throw new ProblemException(IngestProblem.PIPELINE_INVALID, PipelineRules.sentence(List.of(problem)))
                    .with("errors", List.of(problem));
        }
    }
}
