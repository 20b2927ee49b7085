package io.weir.metadata.mirror;

import io.weir.delta.kernel.UnreadableTableException;
import io.weir.metadata.replay.ReplayComparison;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** A replay that this process does, or is about to. */
final class RunningReplay {

    private static final Logger LOG = LoggerFactory.getLogger(RunningReplay.class);

    private final UUID id;
    private final MirrorTask task;
    private final ReplayComparison comparison;
    private final Replays replays;
    private final AtomicLong files = new AtomicLong();
    private final FutureTask<List<String>> outcome = new FutureTask<>(this::run);
    private volatile boolean isWanted = true;

    RunningReplay(UUID id, MirrorTask task, ReplayComparison comparison, Replays replays) {
        this.id = id;
        this.task = task;
        this.comparison = comparison;
        this.replays = replays;
    }

    UUID id() {
        return id;
    }

    /** How it differs from Postgres. */
    FutureTask<List<String>> outcome() {
        return outcome;
    }

    /** Files that were read for it so far. */
    long files() {
        return files.get();
    }

    /** Tells the other replicas that it goes on; it ends soon if nobody wants it any more. */
    void giveSign(Duration unasked) {
        isWanted = replays.isWanted(id, task.tableId(), files.get(), unasked);
    }

    private List<String> run() throws IOException {
        try {
            List<String> differences = differences();
            keep(() -> replays.ended(id, task.tableId(), differences));
            return differences;
        } catch (CancellationException unwanted) {
            keep(() -> replays.forget(id, task.tableId()));
            throw unwanted;
        } catch (IOException failed) {
            keep(() -> replays.failed(id, task.tableId(), String.valueOf(failed.getMessage())));
            throw failed;
        } catch (RuntimeException | Error fault) {
            // An error, too, would else be told to nobody, and met again by the next replay.
            LOG.error("Kernel's replay of the mirror of table {} met a fault", task.table(), fault);
            String failure =
                    "Kernel's replay met a fault of this service or of PostgreSQL, of which the log of the service"
                            + " says more";
            keep(() -> replays.failed(id, task.tableId(), failure));
            throw fault;
        }
    }

    /** Whoever waits here is told all the same; for others it is as if this process had ended, and they begin anew. */
    private void keep(Runnable statement) {
        try {
            statement.run();
        } catch (DataAccessException unreachable) {
            LOG.warn(
                    "What came of the replay of table {} cannot be told to other replicas: {}",
                    task.table(),
                    unreachable.getMessage());
        }
    }

    private List<String> differences() throws IOException {
        requireWanted();
        try {
            return comparison.differences(task.tableId(), task.publishedVersion(), task.location(), () -> {
                requireWanted();
                files.incrementAndGet();
            });
        } catch (UnreadableTableException unreadable) {
            unreadable.requireStore();
            return List.of(String.valueOf(unreadable.getMessage()));
        }
    }

    private void requireWanted() {
        if (Thread.currentThread().isInterrupted() || !isWanted) {
            throw new CancellationException("Nobody asks for this replay any more");
        }
    }
}
