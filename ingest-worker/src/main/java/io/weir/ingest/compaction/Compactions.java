package io.weir.ingest.compaction;

import io.weir.ingest.IngestProblem;
import io.weir.ingest.compaction.CompactionReport.Outcome;
import io.weir.ingest.compaction.TableCompaction.Cause;
import io.weir.ingest.deltasink.DeltaException;
import io.weir.ingest.pipeline.Pipeline;
import io.weir.ingest.pipeline.PipelineService;
import io.weir.ingest.pipeline.PipelineTarget.DeltaTarget;
import io.weir.ingest.pipeline.Pipelines;
import io.weir.ingest.progress.PipelineProgressed;
import io.weir.support.problem.ProblemException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Looks after the tables of the pipelines that write here, one table at a time, on a thread that no batch waits for. Who
 * wrote as many batches as there may be small files has enough of them; another process that shares the pipeline may come
 * to the same at the same time, and then one of the two is refused.
 */
@Component
public class Compactions implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Compactions.class);
    private static final Duration HAND_OVER = Duration.ofSeconds(5);

    /** Well within the time that a gateway waits for an answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Requests at once; each may have to wait for those before. */
    private static final int MOST_ASKED = 4;

    /** Batches until it is tried again, where something failed. */
    private static final int AGAIN = 100;

    /** Batches of a pipeline whose tables are left alone, before it is asked whether they still are. */
    private static final int SELDOM = 1_000;

    private final ApplicationContext context;
    private final Pipelines pipelines;
    private final PipelineService service;
    private final TableCompaction compaction;
    private final CompactionMetrics metrics;
    private final Map<String, Turn> turns = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final ExecutorService aside = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "weir-compaction");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean running;
    private volatile boolean ending;

    Compactions(
            ApplicationContext context,
            Pipelines pipelines,
            PipelineService service,
            TableCompaction compaction,
            CompactionMetrics metrics) {
        this.context = context;
        this.pipelines = pipelines;
        this.service = service;
        this.compaction = compaction;
        this.metrics = metrics;
    }

    /** Called by the thread that writes batches: it counts, and no more. */
    @EventListener
    void progressed(PipelineProgressed progressed) {
        String pipeline = progressed.pipeline();
        Turn turn = turns.computeIfAbsent(pipeline, first -> new Turn());
        if (running && !ending && turn.comes()) {
            try {
                aside.execute(() -> turn.over(look(pipeline)));
            } catch (RejectedExecutionException stopped) {
                LOG.debug("the table of pipeline {} is left to the next process", pipeline);
            }
        }
    }

    /** Says after how many batches to look again. */
    private int look(String name) {
        try {
            List<DeltaTarget> tables =
                    pipelines.find(name).map(Compactions::looksAfter).orElse(List.of());
            int next = SELDOM;
            for (DeltaTarget target : tables) {
                CompactedTable report =
                        compaction.compact(name, target, Cause.ENOUGH, () -> !ending && asked.get() == 0);
                tell(name, report);
                if (report.outcome() != Outcome.SKIPPED) {
                    next = Math.min(next, target.compacting().files());
                }
            }
            return next;
        } catch (DeltaException | SQLException failed) {
            LOG.warn("small files of pipeline {} stay for now: {}", name, failed.getMessage());
        } catch (RuntimeException failed) {
            LOG.warn("small files of pipeline {} stay for now", name, failed);
        }
        metrics.failed(name);
        return AGAIN;
    }

    /** Its own table, and those of its branches. */
    private static List<DeltaTarget> tables(Pipeline pipeline) {
        return Stream.concat(Stream.of(pipeline), pipeline.branches().stream())
                .flatMap(each -> Stream.ofNullable(each.target().delta()))
                .toList();
    }

    private static List<DeltaTarget> looksAfter(Pipeline pipeline) {
        return tables(pipeline).stream()
                .filter(target -> target.compacting().runs())
                .toList();
    }

    /**
     * Compacts the tables of a pipeline now, however few small files they have and whatever their compaction is set to; before
     * what goes on by itself, which gives way after the file in hand.
     *
     * @return what was done in about ten seconds
     * @throws ProblemException 404 if there is no such pipeline; 422 if it has no Delta table; 503 if too many ask
     */
    public CompletableFuture<CompactionReport> ask(String name) {
        List<DeltaTarget> targets = tables(service.get(name));
        if (targets.isEmpty()) {
            throw new ProblemException(
                    IngestProblem.PIPELINE_INVALID, "pipeline " + name + " writes to no Delta table");
        }
        if (asked.incrementAndGet() > MOST_ASKED) {
            asked.decrementAndGet();
            throw busy("others wait for compactions here", null);
        }
        try {
            return CompletableFuture.supplyAsync(() -> answer(name, targets), aside)
                    .whenComplete((report, failed) -> asked.decrementAndGet());
        } catch (RejectedExecutionException stopped) {
            asked.decrementAndGet();
            throw busy("this worker ends", stopped);
        }
    }

    private CompactionReport answer(String name, List<DeltaTarget> targets) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        return CompactionReport.of(targets.stream()
                .map(target -> compact(name, target, () -> !ending && System.nanoTime() < until))
                .toList());
    }

    private CompactedTable compact(String name, DeltaTarget target, BooleanSupplier goesOn) {
        try {
            CompactedTable report = compaction.compact(name, target, Cause.ASKED, goesOn);
            tell(name, report);
            return report;
        } catch (DeltaException away) {
            metrics.failed(name);
            throw busy("table " + target.table() + " cannot be compacted: " + away.getMessage(), away);
        } catch (SQLException failed) {
            metrics.failed(name);
            throw busy("DuckDB cannot be opened: " + failed.getMessage(), failed);
        }
    }

    private static ProblemException busy(String why, @Nullable Throwable cause) {
        return ProblemException.unavailable(why, PATIENCE, cause);
    }

    private void tell(String pipeline, CompactedTable report) {
        metrics.ended(pipeline, report);
        if (report.reason() != null) {
            LOG.info(
                    "small files of pipeline {} in table {}: {}, {}",
                    pipeline,
                    report.table(),
                    report.outcome(),
                    report.reason());
        }
        if (report.filesAdded() > 0) {
            LOG.info(
                    "pipeline {}, table {}: {} files of {} bytes are {} of {} now",
                    pipeline,
                    report.table(),
                    report.filesRemoved(),
                    report.bytesRemoved(),
                    report.filesAdded(),
                    report.bytesAdded());
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /** At once, and long before its turn: no other file is begun. */
    @EventListener
    void closing(ContextClosedEvent closed) {
        if (closed.getApplicationContext().equals(context)) {
            ending = true;
        }
    }

    /** After the pipelines, which hand over partitions that others wait for. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 1;
    }

    /** Waits for the file in hand; who does not wait for a large one to its end loses the work on it, and nothing else. */
    @Override
    public void stop() {
        running = false;
        ending = true;
        aside.shutdown();
        try {
            if (!aside.awaitTermination(HAND_OVER.toSeconds(), TimeUnit.SECONDS)) {
                LOG.info("a compaction is left in the middle of a file after {}", HAND_OVER);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
