package io.weir.metadata.mirror;

import io.weir.metadata.replay.ReplayComparison;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Kernel's replays of mirrors, compared with Postgres. Each takes as long as its table has files, so that it goes on beside the
 * requests that ask for it, and holds neither the mirror nor a transaction. One that nobody has asked about for a while ends.
 * Postgres knows which there are, so that a request is answered whichever replica it comes to; one that ends while its replica
 * does, is begun anew by the next request.
 */
@Component
class MirrorReplays implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(MirrorReplays.class);

    /** At once, of all tables; others wait. */
    private static final int THREADS = 2;

    /** What has not been asked about for so long is not wanted any more. */
    private static final Duration UNASKED = Duration.ofMinutes(1);

    /** How often a replica says that its replays go on. */
    private static final Duration BETWEEN_SIGNS = Duration.ofSeconds(2);

    /** A replica that has said nothing for so long does not do it any more. */
    private static final Duration SILENT = Duration.ofSeconds(20);

    /** A request does not wait longer than that. */
    private static final Duration LONG = Duration.ofSeconds(10);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final ReplayComparison comparison;
    private final Replays replays;
    private final ThreadPoolExecutor threads;
    private final ScheduledExecutorService signs;
    private final Future<?> signing;
    private final Map<UUID, RunningReplay> underway = new ConcurrentHashMap<>();
    private volatile Duration longest = LONG;

    MirrorReplays(ReplayComparison comparison, Replays replays) {
        this.comparison = comparison;
        this.replays = replays;
        this.threads = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named("mirror-replay"));
        threads.allowCoreThreadTimeOut(true);
        this.signs = Executors.newSingleThreadScheduledExecutor(named("mirror-replay-signs"));
        long pause = BETWEEN_SIGNS.toMillis();
        this.signing = signs.scheduleWithFixedDelay(this::giveSigns, pause, pause, TimeUnit.MILLISECONDS);
    }

    private static ThreadFactory named(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public void destroy() {
        signing.cancel(true);
        signs.shutdownNow();
        threads.shutdownNow();
    }

    /** How long a request may wait for a replay. */
    void mayTake(Duration time) {
        longest = time;
    }

    /** Whether any goes on here. */
    boolean areUnderway() {
        return threads.getActiveCount() > 0 || !threads.getQueue().isEmpty();
    }

    /**
     * How far a replay is.
     *
     * @param differences between it and Postgres; null while it goes on
     * @param files that were read for it so far
     */
    record State(@Nullable List<String> differences, long files) {}

    /**
     * Waits for the replay of a table's published version.
     *
     * @param from where the caller was told to go on, or wants to begin; one that is under way is for those who go on
     * @param last where the caller is told to go on while it is under way
     * @throws IOException if the store fails
     */
    State await(MirrorTask task, @Nullable Long from, long last) throws IOException {
        long end = System.nanoTime() + longest.toNanos();
        State state = look(task, from, last, end);
        while (state.differences() == null && System.nanoTime() < end) {
            pause(Math.min(BETWEEN_LOOKS.toNanos(), end - System.nanoTime()));
            // A newer one of another caller's will do; it is begun anew only if it was lost meanwhile.
            state = look(task, Long.MAX_VALUE, last, end);
        }
        return state;
    }

    private State look(MirrorTask task, @Nullable Long from, long last, long end) throws IOException {
        replays.begin(task.tableId(), from, last, UNASKED, SILENT).ifPresent(id -> start(task, id));
        Optional<Replays.Replay> asked = replays.ask(task.tableId());
        if (asked.isEmpty()) {
            return new State(null, 0);
        }
        Replays.Replay replay = asked.get();
        RunningReplay here = underway.get(replay.id());
        return here == null ? told(task, replay) : awaited(task, here, end);
    }

    private void start(MirrorTask task, UUID id) {
        RunningReplay begun = new RunningReplay(id, task, comparison, replays);
        underway.put(id, begun);
        threads.execute(begun.outcome());
    }

    /** What another replica does, or has done, or this one for somebody who did not wait for its end. */
    private State told(MirrorTask task, Replays.Replay replay) throws IOException {
        if (replay.failure() == null && replay.differences() == null) {
            return new State(null, replay.files());
        }
        replays.forget(replay.id(), task.tableId());
        if (replay.failure() != null) {
            throw new IOException(replay.failure());
        }
        return new State(replay.differences(), replay.files());
    }

    private State awaited(MirrorTask task, RunningReplay here, long end) throws IOException {
        try {
            List<String> differences = here.outcome().get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            forget(task, here);
            return new State(differences, here.files());
        } catch (TimeoutException goingOn) {
            return new State(null, here.files());
        } catch (ExecutionException failed) {
            forget(task, here);
            if (failed.getCause() instanceof CancellationException) {
                return new State(null, 0);
            }
            throw failure(failed.getCause());
        } catch (InterruptedException stopped) {
            throw stopping();
        }
    }

    private void forget(MirrorTask task, RunningReplay here) {
        underway.remove(here.id());
        replays.forget(here.id(), task.tableId());
    }

    private static IOException failure(@Nullable Throwable cause) {
        if (cause instanceof RuntimeException fault) {
            throw fault;
        } else if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof IOException store ? store : new IOException(cause);
    }

    private static void pause(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException stopped) {
            throw stopping();
        }
    }

    private static CancellationException stopping() {
        Thread.currentThread().interrupt();
        return new CancellationException("The service stops");
    }

    /** Those that ended, and were asked about by nobody here since, are told by Postgres. */
    private void giveSigns() {
        underway.values().removeIf(replay -> replay.outcome().isDone());
        for (RunningReplay replay : underway.values()) {
            try {
                replay.giveSign(UNASKED);
            } catch (DataAccessException unreachable) {
                LOG.warn("Whether a replay is still wanted cannot be told: {}", unreachable.getMessage());
            } catch (RuntimeException fault) {
                // The schedule would end with it, and other replicas would take all replays of this one for lost.
                LOG.error("The sign of a replay met a fault", fault);
            }
        }
    }
}
