package io.weir.metadata.mirror;

import io.micrometer.tracing.TraceContext;
import io.weir.metadata.MetadataSettings;
import io.weir.metadata.commit.TableAdvanced;
import io.weir.metadata.mirror.MirrorStep.Left;
import io.weir.support.tracing.Spans;
import io.weir.support.tracing.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * The threads that publish. They wake at once for the tables that this replica commits to, and look at all tables every so
 * often for what else there is to do.
 */
@Component
class MirrorWorkers implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(MirrorWorkers.class);

    /** Tables that one look finds at most; the next look finds the others. */
    private static final int FOUND_AT_ONCE = 1000;

    /** Tables that one step takes at most. */
    private static final int TAKEN_AT_ONCE = 64;

    /** For all workers together. */
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final Step PUBLISH = Step.work("mirror publish");

    private final MirrorStep step;
    private final Mirrors mirrors;
    private final MetadataSettings.Mirror settings;
    private final AdvancedTables tables = new AdvancedTables();
    private final AtomicLong nextLook = new AtomicLong(System.nanoTime());
    private final List<Thread> threads = new ArrayList<>();
    private final Spans spans;

    /** Of tables that wait, whose trace the next version belongs to. */
    private final Map<String, TraceContext> origins = new ConcurrentHashMap<>();

    private volatile boolean running;

    MirrorWorkers(MirrorStep step, Mirrors mirrors, MetadataSettings settings, Spans spans) {
        this.spans = spans;
        this.step = step;
        this.mirrors = mirrors;
        this.settings = settings.metadata().mirror();
    }

    @TransactionalEventListener(fallbackExecution = true)
    void wake(TableAdvanced advanced) {
        if (running) {
            TraceContext origin = spans.origin();
            if (origin != null && settings.workers() > 0) {
                origins.put(advanced.table(), origin);
            }
            tables.add(advanced.table());
        }
    }

    @Override
    public synchronized void start() {
        running = true;
        tables.open();
        for (int number = 0; number < settings.workers(); number++) {
            Thread thread = new Thread(this::work, "mirror-" + number);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
    }

    /** A step that is under way ends first: it is short, and done again if it is not waited for. */
    @Override
    public synchronized void stop() {
        running = false;
        tables.close();
        long until = System.nanoTime() + GRACE_NANOS;
        for (Thread thread : threads) {
            try {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime())));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
        threads.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void work() {
        while (running) {
            try {
                List<String> taken = tables.take(TAKEN_AT_ONCE, nextLook.get());
                if (taken.isEmpty()) {
                    look();
                } else {
                    publish(taken);
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException | Error failed) {
                // Whatever it is, the database said no, memory was short or a step has a fault: the other tables'
                // mirrors must go on.
                LOG.error("A step of the mirror failed", failed);
            }
        }
    }

    /** Finds what no commit of this replica told of: of other replicas, after a pause, or of before this process. */
    private void look() {
        long planned = nextLook.get();
        long now = System.nanoTime();
        if (planned > now
                || !nextLook.compareAndSet(
                        planned, now + settings.pollInterval().toNanos())) {
            return;
        }
        List<DueTable> found = mirrors.due(FOUND_AT_ONCE);
        found.stream().filter(due -> !due.dropped()).forEach(due -> tables.add(due.name()));
        found.stream().filter(DueTable::dropped).forEach(due -> step.run());
    }

    /** A step of all of them, then of each that needs one alone. */
    private void publish(List<String> taken) {
        Set<String> alone = new LinkedHashSet<>(taken);
        try {
            if (taken.size() > 1) {
                // What several tables wait for belongs to none of their requests.
                taken.forEach(origins::remove);
                Left left = step.publish(taken);
                alone.retainAll(left.alone());
                taken.stream()
                        .filter(table -> !alone.contains(table))
                        .forEach(table -> end(table, left.behind().contains(table)));
            }
        } catch (RuntimeException | Error failed) {
            // One of them may be what fails: the others must go on without it.
            LOG.error("A step of {} mirrors failed; each is done alone", taken.size(), failed);
        }
        alone.forEach(this::publishAlone);
    }

    private void publishAlone(String table) {
        boolean isBehind = false;
        try {
            isBehind = spans.following(origins.remove(table), PUBLISH, () -> step.leavesBehind(table));
        } catch (RuntimeException | Error failed) {
            LOG.error("A step of the mirror of table {} failed", table, failed);
        } finally {
            end(table, isBehind);
        }
    }

    /** A table that needs more waits for its turn again, so that a long one keeps nobody waiting. */
    private void end(String table, boolean isBehind) {
        tables.done(table);
        if (isBehind) {
            tables.add(table);
        }
    }
}
