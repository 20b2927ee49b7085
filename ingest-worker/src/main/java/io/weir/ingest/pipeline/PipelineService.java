package io.weir.ingest.pipeline;

import io.weir.ingest.IngestProblem;
import io.weir.ingest.run.RunData;
import io.weir.ingest.run.RunEvents;
import io.weir.support.access.Removal;
import io.weir.support.access.ResourceKind;
import io.weir.support.outbox.Outbox;
import io.weir.support.problem.ProblemException;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** What users do with pipelines. A state and the run event that tells of it change in one transaction. */
@Service
public class PipelineService {

    private final Pipelines pipelines;
    private final PipelineStores stores;
    private final PipelinePools pools;
    private final PipelineDefinitions definitions;
    private final PipelineTopics topics;
    private final RunEvents runs;
    private final RunFigures figures;
    private final Outbox outbox;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transactions;

    public PipelineService(
            Pipelines pipelines,
            PipelineStores stores,
            PipelinePools pools,
            PipelineDefinitions definitions,
            PipelineTopics topics,
            RunEvents runs,
            RunFigures figures,
            Outbox outbox,
            ApplicationEventPublisher events,
            TransactionTemplate transactions) {
        this.pipelines = pipelines;
        this.stores = stores;
        this.pools = pools;
        this.definitions = definitions;
        this.topics = topics;
        this.runs = runs;
        this.figures = figures;
        this.outbox = outbox;
        this.events = events;
        this.transactions = transactions;
    }

    /** Keeps a pipeline; nothing runs yet. */
    public Pipeline create(PipelineDefinition asked, String maker) {
        PipelineDefinition definition = definitions.complete(asked);
        keep(definition, maker);
        return get(Objects.requireNonNull(definition.name()));
    }

    /** Keeps a pipeline that is complete; in the transaction of the caller, if there is one. */
    public void keep(PipelineDefinition definition, String maker) {
        if (!add(definition, maker)) {
            throw new ProblemException(
                    IngestProblem.PIPELINE_EXISTS,
                    "pipeline " + definition.name() + " exists already, or one whose name is another by case alone");
        }
    }

    private boolean add(PipelineDefinition definition, String maker) {
        try {
            return Boolean.TRUE.equals(transactions.execute(status -> {
                definitions.hold(definition);
                return pipelines.add(definition, maker);
            }));
        } catch (DataIntegrityViolationException poolIsGone) {
            throw PipelinePools.gone(definition, poolIsGone);
        }
    }

    public Pipeline get(String name) {
        return pipelines
                .find(name)
                .orElseThrow(
                        () -> new ProblemException(IngestProblem.PIPELINE_NOT_FOUND, "there is no pipeline " + name));
    }

    /** First sequence that a pipeline wants of each partition that it ever had, since the last reset. */
    public Map<Integer, Long> starts(Pipeline pipeline) {
        return pipelines.starts(pipeline.owner());
    }

    /** How many records its topic had lost before they were read, by partition. */
    public Map<Integer, Long> lost(Pipeline pipeline) {
        return pipelines.lost(pipeline.name(), pipeline.createdAt());
    }

    /** Begins a run. One that runs already is left as it is, so that a repeated request does no harm. */
    public Pipeline start(String name) {
        Pipeline pipeline = get(name);
        if (pipeline.state() instanceof PipelineState.Idle idle) {
            topics.requireNamedPartitions(pipeline);
            PipelineState.Running running = idle.start(UUID.randomUUID());
            // Asks others, so before anything is locked.
            PipelineState reached = reach(pipeline, running);
            Runnable announcement = announceStart(pipeline, running);
            return move(renewed(pipeline), reached, announcement);
        }
        if (pipeline.state() instanceof PipelineState.Running
                || (pipeline.state() instanceof PipelineState.Draining && isBounded(pipeline))) {
            return atWork(pipeline);
        }
        throw refused(
                pipeline,
                pipeline.state() instanceof PipelineState.Paused
                        ? "is paused; resume it, or stop it and start it then"
                        : "is draining and cannot be started before it stopped");
    }

    /** With the relations, functions and descriptors that it names as they are now; another request may be first to start it then. */
    private Pipeline renewed(Pipeline pipeline) {
        PipelineDefinition now = definitions.renewed(pipeline.definition());
        if (now.equals(pipeline.definition())) {
            return pipeline;
        }
        PipelineDefinitions.requireRules(
                PipelineRules.checkChange(pipeline.definition(), now, now.kept(StreamOptions.NONE)));
        if (!keep(pipeline, now)) {
            throw overtaken(pipeline.name());
        }
        return get(pipeline.name());
    }

    /** Gives a pipeline another definition, unless it changed since it was read, or is at work; says whether it did. */
    boolean keep(Pipeline read, PipelineDefinition definition) {
        try {
            return Boolean.TRUE.equals(transactions.execute(begun -> {
                definitions.hold(definition);
                return pipelines.change(read, definition);
            }));
        } catch (DataIntegrityViolationException poolIsGone) {
            throw PipelinePools.gone(definition, poolIsGone);
        }
    }

    /** Somebody wants it to be at work, and so does not want its pool to sleep. */
    private Pipeline atWork(Pipeline pipeline) {
        return pipeline.placement().waiting().isPresent() ? wake(pipeline) : pipeline;
    }

    private Pipeline wake(Pipeline pipeline) {
        transactions.executeWithoutResult(begun -> {
            pools.wake(pipeline);
            events.publishEvent(new PipelineChanged(pipeline.name()));
        });
        return get(pipeline.name());
    }

    /** What nothing comes to is read to the end that it has, which is the end of the run. */
    private PipelineState reach(Pipeline pipeline, PipelineState.Running running) {
        return isBounded(pipeline) ? running.drain(topics.ends(pipeline)) : running;
    }

    private boolean isBounded(Pipeline pipeline) {
        return stores.subscription(pipeline).isBounded();
    }

    /** Notes where the topic ends now; the pipeline stops when it got there. */
    public Pipeline drain(String name) {
        Pipeline pipeline = get(name);
        if (pipeline.state() instanceof PipelineState.Running running) {
            return move(pipeline, running.drain(topics.ends(pipeline)), () -> {});
        }
        if (pipeline.state() instanceof PipelineState.Draining) {
            return pipeline;
        }
        throw refused(
                pipeline,
                pipeline.state() instanceof PipelineState.Paused
                        ? "is paused; resume it and drain it then"
                        : "does not run, so there is nothing to drain");
    }

    /** Has it rest after the batch in hand, without an end of its run. One that is paused is left as it is. */
    public Pipeline pause(String name) {
        Pipeline pipeline = get(name);
        if (pipeline.state() instanceof PipelineState.Active active) {
            return move(pipeline, active.pause(), () -> {});
        }
        if (pipeline.state() instanceof PipelineState.Paused) {
            return pipeline;
        }
        throw refused(pipeline, "does not run, so there is nothing to pause");
    }

    /** Has it go on with the run in which it was paused, and with what it was at. One that is at work is left as it is. */
    public Pipeline resume(String name) {
        Pipeline pipeline = get(name);
        if (pipeline.state() instanceof PipelineState.Paused paused) {
            return move(pipeline, paused.resume(), () -> {});
        }
        if (pipeline.state() instanceof PipelineState.Active) {
            return atWork(pipeline);
        }
        throw refused(pipeline, "is not paused, so there is nothing to resume; start it");
    }

    /** Stops after the batch in hand; a start goes on from there. */
    public Pipeline stop(String name) {
        Pipeline pipeline = get(name);
        if (pipeline.state() instanceof PipelineState.Begun begun) {
            // Asks others, so before anything is locked.
            RunData data = figures.soFar(pipeline);
            return move(pipeline, begun.stop(), () -> runs.aborted(name, begun.runId(), data));
        }
        return pipeline;
    }

    /** Deletes a pipeline whatever became of it, if it is idle. */
    public void delete(String name) {
        delete(get(name), false);
    }

    /**
     * Deletes a pipeline that is idle.
     *
     * @param onlyAsRead whether to leave it where anything of it changed since it was read
     * @throws ProblemException 412 when it is to be left, and is no longer as it was read
     */
    public void delete(Pipeline read, boolean onlyAsRead) {
        requireIdle(read, "stop it and delete it then");
        if (!removes(read, onlyAsRead)) {
            // Somebody was first to start it, to change it or to delete it.
            Pipeline now = get(read.name());
            requireIdle(now, "stop it and delete it then");
            throw onlyAsRead ? ProblemException.stale("pipeline", read.name()) : overtaken(now);
        }
    }

    private boolean removes(Pipeline read, boolean onlyAsRead) {
        try {
            return Boolean.TRUE.equals(transactions.execute(status -> goes(read, onlyAsRead)));
        } catch (DataIntegrityViolationException feeds) {
            ProblemException kept = new ProblemException(
                    IngestProblem.PIPELINE_IN_USE,
                    "pipeline " + read.name() + " feeds a relation, and goes with it alone");
            kept.initCause(feeds);
            throw kept;
        }
    }

    /** What was granted on it by its name goes with it, for its name is free. */
    private boolean goes(Pipeline read, boolean onlyAsRead) {
        boolean gone = pipelines.remove(read, onlyAsRead);
        if (gone) {
            Removal.tell(outbox, ResourceKind.PIPELINE, read.name());
        }
        return gone;
    }

    private Runnable announceStart(Pipeline pipeline, PipelineState.Running running) {
        RunData data = stores.runData(pipeline);
        return () -> runs.started(pipeline.name(), running.runId(), data);
    }

    private Pipeline move(Pipeline pipeline, PipelineState to, Runnable announcement) {
        Supplier<Boolean> move = () -> {
            pools.beforeMove(pipeline, to);
            boolean moved = pipelines.move(pipeline.name(), pipeline.state(), to);
            if (moved) {
                announcement.run();
                pools.afterMove();
                events.publishEvent(new PipelineChanged(pipeline.name()));
            }
            return moved;
        };
        boolean moved = Boolean.TRUE.equals(transactions.execute(status -> move.get()));
        Pipeline now = get(pipeline.name());
        // Who asked for the same at the same moment has what they asked for, too.
        if (!moved && !now.state().equals(to)) {
            throw overtaken(now);
        }
        return now;
    }

    /** What to say to who lost against another request. */
    public ProblemException overtaken(String name) {
        return overtaken(get(name));
    }

    private static ProblemException overtaken(Pipeline now) {
        return refused(now, "was changed by another request at the same moment");
    }

    /**
     * Refuses where the pipeline has a run that did not end.
     *
     * @param remedy what whoever asks can do, as in {@code stop it and reset it then}
     */
    public void requireIdle(Pipeline pipeline, String remedy) {
        if (pipeline.state() instanceof PipelineState.Begun begun) {
            throw refused(pipeline, (begun instanceof PipelineState.Paused ? "is paused; " : "is at work; ") + remedy);
        }
    }

    private static ProblemException refused(Pipeline pipeline, String why) {
        return new ProblemException(IngestProblem.PIPELINE_STATE, "pipeline " + pipeline.name() + " " + why)
                .with("state", pipeline.state().name().name());
    }
}
