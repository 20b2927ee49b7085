package io.weir.ingest.progress;

import io.weir.ingest.pipeline.PipelineChanged;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Answers those who wait for a pipeline, so that nobody needs to ask again and again.
 *
 * <p>Those who wait hold no thread. One look at a pipeline serves all who wait for it: after each of its batches, and
 * once a second for what another worker does.
 */
@Component
public class ProgressWatch implements SmartLifecycle {

    private final ProgressReports reports;
    private final Duration betweenLooks;
    private final Map<String, Set<Waiting>> waiting = new ConcurrentHashMap<>();
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "weir-progress"));
    private volatile boolean running;

    @Autowired
    ProgressWatch(ProgressReports reports) {
        this(reports, Duration.ofSeconds(1));
    }

    /** @param betweenLooks how long what another worker does may go unseen */
    ProgressWatch(ProgressReports reports, Duration betweenLooks) {
        this.reports = reports;
        this.betweenLooks = betweenLooks;
    }

    private record Waiting(ProgressGoal goal, CompletableFuture<PipelineProgress> answer) {}

    /** The progress once a goal is reached, or when it was waited for long enough. */
    public CompletableFuture<PipelineProgress> await(String pipeline, ProgressGoal goal) {
        PipelineProgress now = reports.of(pipeline);
        if (goal.isReached(now) || goal.longest().isZero() || !running) {
            return CompletableFuture.completedFuture(now);
        }
        Waiting entered = new Waiting(goal, new CompletableFuture<>());
        enter(pipeline, entered);
        // A batch, or the end of this process, may have come since the look above.
        look(pipeline);
        if (!running) {
            answerAll();
        }
        ScheduledFuture<?> end =
                watch.schedule(() -> answer(pipeline, entered), goal.longest().toMillis(), TimeUnit.MILLISECONDS);
        return entered.answer().whenComplete((progress, failed) -> {
            end.cancel(false);
            forget(pipeline, entered);
        });
    }

    /** In one step, so that nobody who is forgotten meanwhile takes away the set that this one is put into. */
    private void enter(String pipeline, Waiting entered) {
        waiting.compute(pipeline, (name, others) -> {
            Set<Waiting> all = others == null ? ConcurrentHashMap.newKeySet() : others;
            all.add(entered);
            return all;
        });
    }

    private void forget(String pipeline, Waiting answered) {
        waiting.computeIfPresent(pipeline, (name, all) -> {
            all.remove(answered);
            return all.isEmpty() ? null : all;
        });
    }

    @EventListener
    void progressed(PipelineProgressed progressed) {
        look(progressed.pipeline());
    }

    @TransactionalEventListener(fallbackExecution = true)
    void changed(PipelineChanged changed) {
        look(changed.pipeline());
    }

    private void look(String pipeline) {
        if (waiting.containsKey(pipeline)) {
            watch.execute(() -> answerThoseAtTheirGoal(pipeline));
        }
    }

    private void answerThoseAtTheirGoal(String pipeline) {
        Set<Waiting> all = waiting.getOrDefault(pipeline, Set.of());
        try {
            PipelineProgress progress = reports.of(pipeline);
            all.stream().filter(one -> one.goal().isReached(progress)).forEach(one -> one.answer()
                    .complete(progress));
        } catch (RuntimeException failed) {
            all.forEach(one -> one.answer().completeExceptionally(failed));
        }
    }

    private void answer(String pipeline, Waiting one) {
        try {
            one.answer().complete(reports.of(pipeline));
        } catch (RuntimeException failed) {
            one.answer().completeExceptionally(failed);
        }
    }

    private void answerAll() {
        waiting.forEach((pipeline, all) -> all.forEach(one -> answer(pipeline, one)));
    }

    @Override
    public void start() {
        running = true;
        // It ends with the executor; a look that fails is told to those who wait.
        long pause = betweenLooks.toMillis();
        ScheduledFuture<?> unused = watch.scheduleWithFixedDelay(
                () -> waiting.keySet().forEach(this::answerThoseAtTheirGoal), pause, pause, TimeUnit.MILLISECONDS);
    }

    /** Answers all who wait, before the server waits for their answers. */
    @Override
    public void stop() {
        running = false;
        answerAll();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @PreDestroy
    void close() {
        watch.shutdownNow();
    }
}
