package io.weir.ingest.worker;

import io.weir.ingest.DataFolder;
import io.weir.ingest.pipeline.Pipeline;
import io.weir.ingest.pipeline.PipelineChanged;
import io.weir.ingest.pipeline.PipelineState;
import io.weir.ingest.pipeline.Pipelines;
import io.weir.ingest.pool.PoolChanged;
import io.weir.ingest.pool.Units;
import io.weir.ingest.stage.StagingFolder;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Has every pipeline run that is to run: those that another worker, or this one before it was killed, began, too. It
 * looks at the database once a second, by the same few statements however many there are, and at once where a request to this
 * process changed something.
 * Of a pool that this worker does not serve, and of one that has no unit left, pipelines are not to run here.
 */
@Component
class PipelineWorkers implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PipelineWorkers.class);
    private static final Duration HAND_OVER = Duration.ofSeconds(15);

    private final Pipelines pipelines;
    private final Sessions sessions;
    private final PipelineStates states;
    private final DataFolder data;
    private final Units units;
    private final PoolActivity activity;
    private final Map<String, PipelineRunner> runners = new ConcurrentHashMap<>();
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "weir-pipelines"));
    private volatile boolean running;

    PipelineWorkers(
            Pipelines pipelines,
            Sessions sessions,
            PipelineStates states,
            DataFolder data,
            Units units,
            PoolActivity activity) {
        this.pipelines = pipelines;
        this.sessions = sessions;
        this.states = states;
        this.data = data;
        this.units = units;
        this.activity = activity;
    }

    @Override
    public void start() {
        running = true;
        watch.execute(this::removeAbandonedFiles);
        // It ends with the executor, and catches what goes wrong itself.
        ScheduledFuture<?> unused = watch.scheduleWithFixedDelay(this::observeAll, 0, 1, TimeUnit.SECONDS);
    }

    private void removeAbandonedFiles() {
        try {
            StagingFolder.removeAbandoned(data.staging());
        } catch (IOException failed) {
            LOG.warn("files of an earlier process stay in {}", data.staging(), failed);
        }
    }

    private void observeAll() {
        try {
            units.settle();
            Set<String> others = new HashSet<>(runners.keySet());
            for (Pipeline pipeline : pipelines.active()) {
                others.remove(pipeline.name());
                observe(pipeline);
            }
            lookAt(others);
            // At the end: of a pool whose pipelines have only just been started nobody knows that nothing comes for
            // them.
            activity.note(runners);
        } catch (RuntimeException unavailable) {
            LOG.warn("pipelines cannot be looked up: {}", unavailable.getMessage());
        }
    }

    /** In one statement, however many: those that have ended here stay known, for what they were and how far they came. */
    private void lookAt(Set<String> names) {
        if (names.isEmpty()) {
            return;
        }
        Set<String> gone = new HashSet<>(names);
        for (Pipeline pipeline : pipelines.find(names)) {
            gone.remove(pipeline.name());
            observe(pipeline);
        }
        gone.forEach(this::close);
    }

    private void look(String name) {
        Optional<Pipeline> pipeline = pipelines.find(name);
        pipeline.ifPresentOrElse(this::observe, () -> close(name));
    }

    @TransactionalEventListener(fallbackExecution = true)
    void changed(PipelineChanged changed) {
        if (running) {
            look(changed.pipeline());
        }
    }

    @TransactionalEventListener(fallbackExecution = true)
    void changed(PoolChanged changed) {
        if (running) {
            watch.execute(this::observeAll);
        }
    }

    private void observe(Pipeline pipeline) {
        PipelineState task = states.task(pipeline);
        boolean active = task instanceof PipelineState.Active;
        PipelineRunner runner = runners.compute(pipeline.name(), (name, known) -> {
            if (active && running && (known == null || !known.isAlive())) {
                PipelineRunner started = new PipelineRunner(name, sessions, states);
                started.start();
                return started;
            }
            return known;
        });
        if (runner != null) {
            runner.observe(task);
        }
    }

    private void close(String name) {
        PipelineRunner runner = runners.remove(name);
        if (runner != null) {
            runner.close();
        }
    }

    /** What runs a pipeline here. */
    Optional<PipelineRunner> runner(String pipeline) {
        return Optional.ofNullable(runners.get(pipeline));
    }

    @Override
    public void stop() {
        running = false;
        watch.shutdownNow();
        runners.values().forEach(PipelineRunner::close);
        for (PipelineRunner runner : runners.values()) {
            try {
                runner.awaitEnd(HAND_OVER);
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
