package io.weir.metadata.mirror;

import io.weir.delta.kernel.UnreadableTableException;
import io.weir.metadata.replay.ReplayComparison;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Kernel's replays of mirrors, compared with Postgres. Each takes as long as its table has files, so that it goes on beside the
 * requests that ask for it, and holds neither the mirror nor a transaction. One that nobody has asked about for a while ends.
 * Each process knows its own only: a request that comes to another replica begins one there.
 */
@Component
class MirrorReplays implements DisposableBean {

    /** At once, of all tables; others wait. */
    private static final int THREADS = 2;

    /** What has not been asked about for so long is not wanted any more. */
    private static final Duration UNASKED = Duration.ofMinutes(1);

    /** A request does not wait longer than that. */
    private static final Duration LONG = Duration.ofSeconds(10);

    private final ReplayComparison comparison;
    private final ThreadPoolExecutor threads;
    private final Map<Long, Underway> underway = new HashMap<>();
    private volatile Duration longest = LONG;

    MirrorReplays(ReplayComparison comparison) {
        this.comparison = comparison;
        this.threads =
                new ThreadPoolExecutor(THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "mirror-replay");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }

    /** How long a request may wait for a replay. */
    void mayTake(Duration time) {
        longest = time;
    }

    /** Whether any goes on. */
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
        Underway replay = replay(task, from, last);
        try {
            List<String> differences = replay.outcome.get(longest.toNanos(), TimeUnit.NANOSECONDS);
            forget(task, replay);
            return new State(differences, replay.files.get());
        } catch (TimeoutException goingOn) {
            replay.ask();
            return new State(null, replay.files.get());
        } catch (ExecutionException failed) {
            forget(task, replay);
            throw failure(failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CancellationException("The service stops");
        }
    }

    private static IOException failure(@Nullable Throwable cause) {
        if (cause instanceof RuntimeException fault) {
            throw fault;
        } else if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof IOException store ? store : new IOException(cause);
    }

    private synchronized Underway replay(MirrorTask task, @Nullable Long from, long last) {
        Underway known = underway.get(task.tableId());
        if (known != null && known.isWanted() && from != null && from >= known.told) {
            known.ask();
            return known;
        }
        underway.values().removeIf(other -> !other.isWanted());
        Underway begun = new Underway(task, last);
        underway.put(task.tableId(), begun);
        threads.execute(begun.outcome);
        return begun;
    }

    private synchronized void forget(MirrorTask task, Underway replay) {
        underway.remove(task.tableId(), replay);
    }

    private final class Underway {

        /** Further versions may be published before its caller asks again, and then that one is told a later one. */
        private final long told;

        private final AtomicLong files = new AtomicLong();
        private final FutureTask<List<String>> outcome;
        private volatile long asked = System.nanoTime();

        Underway(MirrorTask task, long told) {
            this.told = told;
            outcome = new FutureTask<>(() -> differences(task));
        }

        void ask() {
            asked = System.nanoTime();
        }

        boolean isWanted() {
            return System.nanoTime() - asked < UNASKED.toNanos();
        }

        private List<String> differences(MirrorTask task) throws IOException {
            try {
                return comparison.differences(task.tableId(), task.publishedVersion(), task.location(), this::count);
            } catch (UnreadableTableException unreadable) {
                unreadable.requireStore();
                return List.of(String.valueOf(unreadable.getMessage()));
            }
        }

        private void count() {
            if (Thread.currentThread().isInterrupted() || !isWanted()) {
                throw new CancellationException("Nobody asks for this replay any more");
            }
            files.incrementAndGet();
        }
    }
}
