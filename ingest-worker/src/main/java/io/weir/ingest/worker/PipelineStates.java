package io.weir.ingest.worker;

import io.weir.ingest.pipeline.Pipeline;
import io.weir.ingest.pipeline.PipelineChanged;
import io.weir.ingest.pipeline.PipelineState;
import io.weir.ingest.pipeline.Pipelines;
import io.weir.ingest.pool.PoolSettings;
import io.weir.ingest.run.RunData;
import io.weir.ingest.run.RunEvents;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The states of pipelines, as far as the worker reads and changes them. */
@Component
class PipelineStates {

    private static final Logger LOG = LoggerFactory.getLogger(PipelineStates.class);

    private final Pipelines pipelines;
    private final PoolSettings settings;
    private final RunEvents runs;
    private final RunSummary summary;
    private final TransactionTemplate transactions;
    private final ApplicationEventPublisher events;

    PipelineStates(
            Pipelines pipelines,
            PoolSettings settings,
            RunEvents runs,
            RunSummary summary,
            TransactionTemplate transactions,
            ApplicationEventPublisher events) {
        this.pipelines = pipelines;
        this.settings = settings;
        this.runs = runs;
        this.summary = summary;
        this.transactions = transactions;
        this.events = events;
    }

    /** The pipeline, if it is to be at work here. */
    Optional<Pipeline> active(String name) {
        return pipelines.find(name).filter(this::isHere);
    }

    private boolean isHere(Pipeline pipeline) {
        return pipeline.task() instanceof PipelineState.Active && settings.serves(pipeline.pool());
    }

    /** What this worker has to do of what a pipeline was asked to. */
    PipelineState task(Pipeline pipeline) {
        return isHere(pipeline) ? pipeline.task() : new PipelineState.Created();
    }

    private Optional<Pipeline> active(String name, @Nullable UUID run) {
        return pipelines
                .find(name)
                .filter(pipeline -> pipeline.state() instanceof PipelineState.Active)
                .filter(pipeline -> Objects.equals(pipeline.state().runId(), run));
    }

    /** Ends the run of a pipeline that took all it was asked to; the first of several workers does it. */
    void drained(Pipeline pipeline) throws SQLException {
        Optional<Pipeline> now = active(pipeline.name(), pipeline.state().runId());
        if (now.isPresent() && now.get().state() instanceof PipelineState.Draining draining) {
            var data = summary.of(pipeline);
            transactions.executeWithoutResult(status -> {
                if (pipelines.move(pipeline.name(), draining, draining.stop())) {
                    runs.completed(pipeline.name(), draining.runId(), data);
                    events.publishEvent(new PipelineChanged(pipeline.name()));
                }
            });
        }
    }

    /**
     * Tells lineage what a run has read and written that is at work here no more: it was stopped or paused, failed, or has no unit. Who
     * stopped it knows nothing of the batch that was in hand then. What cannot be found out now is told when it next leaves.
     */
    void left(Pipeline pipeline) {
        UUID run = Objects.requireNonNull(pipeline.state().runId());
        try {
            RunData data = summary.of(pipeline);
            transactions.executeWithoutResult(status -> runs.told(pipeline.name(), run, data));
        } catch (SQLException | RuntimeException unknown) {
            LOG.warn(
                    "lineage is not told what run {} of pipeline {} has read and written: {}",
                    run,
                    pipeline.name(),
                    Reasons.of(unknown));
        }
    }

    /** What a run has read and written that failed; what it failed by may keep that from being found out. */
    private RunData known(Pipeline pipeline) {
        try {
            return summary.of(pipeline);
        } catch (SQLException | RuntimeException unknown) {
            LOG.info(
                    "what the run of pipeline {} that failed has read is not known now: {}",
                    pipeline.name(),
                    Reasons.of(unknown));
            return RunData.NONE;
        }
    }

    /** Ends a run that cannot go on; another one that was begun meanwhile is left alone. */
    void failed(String name, @Nullable UUID run, String reason) {
        Optional<Pipeline> now = active(name, run);
        if (now.isPresent() && now.get().state() instanceof PipelineState.Active active) {
            RunData data = known(now.get());
            transactions.executeWithoutResult(status -> {
                if (pipelines.move(name, active, active.fail(reason))) {
                    runs.failed(name, active.runId(), reason, data);
                    events.publishEvent(new PipelineChanged(name));
                }
            });
        }
    }
}
