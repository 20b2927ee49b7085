package io.weir.lineage.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.TraceContext;
import io.weir.lineage.openlineage.LineageEvent;
import io.weir.support.problem.ProblemException;
import io.weir.support.tracing.Spans;
import io.weir.support.tracing.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/** The thread that commits groups of requests. */
final class GroupCommit implements Runnable {

    private static final int QUEUE_LENGTH = 4096;
    private static final int EVENTS_A_GROUP = 500;
    private static final long CHARACTERS_A_GROUP = 8_000_000;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private static final Step TAKE = Step.work("events take");

    private final Events events;
    private final Spans spans;
    private final Counter commits;
    private final Counter taken;
    private final BlockingQueue<Pending> queue = new LinkedBlockingQueue<>(QUEUE_LENGTH);
    private volatile boolean running;
    private @Nullable Thread thread;

    GroupCommit(Events events, MeterRegistry meters, Spans spans) {
        this.events = events;
        this.spans = spans;
        this.commits = Counter.builder("weir.lineage.commits")
                .description("Transactions in which events were taken")
                .register(meters);
        this.taken = Counter.builder("weir.lineage.events")
                .description("Events that were taken, duplicates among them")
                .register(meters);
    }

    /** Puts a request in the queue; false where there is no room or nobody to serve it. */
    boolean offer(Pending pending) {
        return running && queue.offer(pending);
    }

    synchronized void start() {
        running = true;
        Thread started = new Thread(this, "event-intake");
        started.setDaemon(true);
        started.start();
        thread = started;
    }

    synchronized void stop() {
        running = false;
        Thread stopped = thread;
        thread = null;
        if (stopped != null) {
            try {
                stopped.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    boolean isRunning() {
        return running;
    }

    @Override
    public void run() {
        try {
            while (running || !queue.isEmpty()) {
                Pending first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    commit(gather(first));
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            // Whatever ended this thread, requests are refused at once from now on rather than left waiting.
            running = false;
        }
    }

    private List<Pending> gather(Pending first) {
        List<Pending> group = new ArrayList<>(List.of(first));
        int size = first.size();
        long characters = first.characters();
        while (size < EVENTS_A_GROUP && characters < CHARACTERS_A_GROUP) {
            Pending next = queue.poll();
            if (next == null) {
                break;
            }
            group.add(next);
            size += next.size();
            characters += next.characters();
        }
        return group;
    }

    /** One transaction of many requests has one place in a trace: below the first of them that is traced. */
    private void take(List<Pending> group) {
        List<LineageEvent> all =
                group.stream().flatMap(pending -> pending.events().stream()).toList();
        spans.following(origin(group), TAKE, () -> {
            events.take(all);
            return all;
        });
    }

    private static @Nullable TraceContext origin(List<Pending> group) {
        for (Pending pending : group) {
            if (pending.origin() != null) {
                return pending.origin();
            }
        }
        return null;
    }

    /** A request that cannot be committed must not take the others of its group with it, so each is tried by itself. */
    private void commit(List<Pending> group) {
        try {
            take(group);
            commits.increment();
            taken.increment(group.stream().mapToInt(Pending::size).sum());
            group.forEach(pending -> pending.outcome().complete(null));
        } catch (DataAccessResourceFailureException | TransientDataAccessException | TransactionException failed) {
            ProblemException unavailable =
                    ProblemException.unavailable("The database does not answer", RETRY_AFTER, failed);
            group.forEach(pending -> pending.outcome().completeExceptionally(unavailable));
        } catch (RuntimeException refused) {
            if (group.size() == 1) {
                group.get(0).outcome().completeExceptionally(refused);
            } else {
                group.forEach(pending -> commit(List.of(pending)));
            }
        }
    }
}
