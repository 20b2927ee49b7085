package io.weir.standalone.demo;

import io.weir.client.api.PipelinesApi;
import io.weir.client.api.TablesApi;
import io.weir.client.model.Pipeline;
import io.weir.client.model.PipelineProgress;
import io.weir.client.model.Table;
import io.weir.standalone.cli.CommandFailure;
import io.weir.standalone.events.EventSource;
import io.weir.standalone.sending.EventSender;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Sends the events while the pipeline takes them, drains the pipeline, and shows how far both are. */
final class MainJob {

    private static final Duration BETWEEN = Duration.ofMillis(150);
    private static final Duration FOR_EVER = Duration.ofDays(365);

    private final Gateway gateway;
    private final DemoNames names;
    private final EventSource source;
    private final EventSender sender;
    private final ProgressDisplay display;
    private final Obstacle obstacle;
    private final PipelinesApi pipelines;
    private final TablesApi tables;
    private final AtomicLong produced = new AtomicLong();
    private long begin;
    private long takenBefore = -1;

    MainJob(Gateway gateway, DemoNames names, EventSource source, EventSender sender, ProgressDisplay display) {
        this.gateway = gateway;
        this.names = names;
        this.source = source;
        this.sender = sender;
        this.display = display;
        this.obstacle = new Obstacle(display);
        this.pipelines = new PipelinesApi(gateway.client());
        this.tables = new TablesApi(gateway.client());
    }

    /**
     * Runs until all events are in both tables.
     *
     * @throws CommandFailure if the pipeline fails
     * @throws io.weir.standalone.sending.SendingException if the broker is lost
     */
    Throughput run() throws InterruptedException {
        boolean drained = startPipeline();
        begin = System.nanoTime();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<?> sending = thread.submit(() -> sender.send(source, produced::set));
            watch(sending::isDone);
            finish(sending);
            if (!drained) {
                gateway.unlessConflict(
                        "draining " + names.pipeline(), () -> pipelines.drainPipeline(names.pipeline(), null));
            }
            PipelineProgress end = watch(() -> false);
            long taken = end.getReceived() - Math.max(0, takenBefore);
            return new Throughput(taken, (System.nanoTime() - begin) / 1e9);
        } finally {
            thread.shutdownNow();
            display.end();
        }
    }

    /** Whether it had taken everything before we were killed. */
    private boolean startPipeline() {
        Pipeline pipeline = gateway.call("reading " + names.pipeline(), () -> pipelines.getPipeline(names.pipeline()));
        return switch (pipeline.getState()) {
            case CREATED, FAILED -> start();
            case RUNNING -> false;
            case DRAINING -> true;
            case PAUSED -> resume();
            // It may also have been stopped by hand, with events left.
            case STOPPED -> progress().getReceived() >= source.count() || start();
            case UNKNOWN_DEFAULT_OPEN_API -> throw unknown(pipeline.getName());
        };
    }

    private static CommandFailure unknown(String pipeline) {
        return new CommandFailure(
                "pipeline " + pipeline + " is in a state that this program does not know: take the platform's own");
    }

    private boolean start() {
        gateway.call("starting " + names.pipeline(), () -> pipelines.startPipeline(names.pipeline(), null));
        return false;
    }

    /** Whoever gives the command wants it to go on; it may have been paused while it drained. */
    private boolean resume() {
        Pipeline resumed =
                gateway.call("resuming " + names.pipeline(), () -> pipelines.resumePipeline(names.pipeline(), null));
        return resumed.getState() == Pipeline.StateEnum.DRAINING;
    }

    /** Shows progress until the pipeline rests or {@code done}. */
    private PipelineProgress watch(BooleanSupplier done) {
        return new Patience(FOR_EVER, BETWEEN).look(this::show, progress -> done.getAsBoolean() || rests(progress));
    }

    private boolean rests(PipelineProgress progress) {
        return switch (progress.getState()) {
            case CREATED, RUNNING, DRAINING, PAUSED -> {
                obstacle.observe(progress.getFailure());
                yield false;
            }
            case STOPPED -> true;
            case FAILED ->
                throw new CommandFailure("pipeline " + names.pipeline() + " failed: " + progress.getFailure()
                        + "; when that is mended, give the same command again: it goes on from here");
            case UNKNOWN_DEFAULT_OPEN_API -> throw unknown(names.pipeline());
        };
    }

    private PipelineProgress show() {
        PipelineProgress progress = progress();
        if (takenBefore < 0) {
            takenBefore = progress.getReceived();
        }
        long delta = gateway.find("reading " + names.deltaTable(), () -> tables.getTable(names.deltaTable()))
                .map(Table::getRows)
                .orElse(0L);
        double seconds = Math.max(1e-3, (System.nanoTime() - begin) / 1e9);
        long perSecond = Math.round((progress.getReceived() - takenBefore) / seconds);
        display.show(new DemoProgress(source.count(), produced.get(), progress.getReceived(), delta, perSecond));
        return progress;
    }

    private PipelineProgress progress() {
        return gateway.call(
                "reading progress of " + names.pipeline(),
                () -> pipelines.getPipelineProgress(names.pipeline(), null, null));
    }

    private static void finish(Future<?> sending) throws InterruptedException {
        try {
            sending.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException explained) {
                throw explained;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
