package io.weir.metadata.mirror;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.weir.metadata.MetadataSettings;
import io.weir.metadata.action.KnownActions;
import io.weir.metadata.mirror.LogPublisher.Published;
import io.weir.metadata.storage.ObjectStores;
import io.weir.support.retry.Backoff;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One step of some tables' mirrors, in one transaction that holds them: of each the next versions up to the next checkpoint.
 * Whatever instruction the process ends at, the step is done again from where Postgres says, and finds its own files equal.
 *
 * <p>A checkpoint takes long, so that it is made by a step of its table alone.
 */
@Component
class MirrorStep {

    private static final Logger LOG = LoggerFactory.getLogger(MirrorStep.class);

    private static final int VERSIONS = 64;
    private static final long BYTES = 32L << 20;

    /** A step that has worked so long begins no further table, so that a slow store keeps none of them from other workers. */
    private static final Duration LONG = Duration.ofMillis(200);

    private volatile Duration longest = LONG;
    private final Mirrors mirrors;
    private final ObjectStores stores;
    private final LogPublisher logs;
    private final CheckpointPublisher checkpoints;
    private final LogCleanup cleanup;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final int checkpointInterval;
    private final Backoff backoff;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final KnownActions known = new KnownActions();
    private final Timer latency;
    private final Counter failures;

    MirrorStep(
            Mirrors mirrors,
            ObjectStores stores,
            LogPublisher logs,
            CheckpointPublisher checkpoints,
            LogCleanup cleanup,
            TransactionTemplate transactions,
            Clock clock,
            MetadataSettings settings,
            MeterRegistry metrics) {
        this.mirrors = mirrors;
        this.stores = stores;
        this.logs = logs;
        this.checkpoints = checkpoints;
        this.cleanup = cleanup;
        this.transactions = transactions;
        this.clock = clock;
        MetadataSettings.Mirror mirror = settings.metadata().mirror();
        this.checkpointInterval = mirror.checkpointInterval();
        this.backoff = new Backoff(mirror.firstRetry(), mirror.longestRetry());
        this.latency = metrics.timer("mirror.latency");
        this.failures = metrics.counter("mirror.failures");
    }

    /**
     * What a step left to do.
     *
     * @param behind tables that need another step at once
     * @param alone tables that need a step of their own, for a checkpoint or after a failure
     */
    record Left(Set<String> behind, Set<String> alone) {}

    /** How long a step may work before it begins no further table. */
    void mayWorkFor(Duration time) {
        longest = time;
    }

    /** Does one step of the table that has waited longest; false if there was nothing to do anywhere. */
    boolean run() {
        return alone(mirrors::claim).isClaimed();
    }

    /**
     * Does one step of a table that is not dropped, if there is anything to do and nobody else does it; a checkpoint, too.
     *
     * @return whether there is more to do at once
     */
    boolean leavesBehind(String table) {
        return alone(() -> mirrors.claim(List.of(table)).stream().findFirst()).leavesBehind();
    }

    private record Alone(boolean isClaimed, boolean leavesBehind) {}

    /** A step of one table in one transaction. A fault in it leaves this table alone for a while, and keeps no other waiting. */
    private Alone alone(Supplier<Optional<MirrorTask>> claim) {
        AtomicReference<@Nullable MirrorTask> claimed = new AtomicReference<>();
        try {
            boolean isBehind = Boolean.TRUE.equals(transactions.execute(status -> {
                Optional<MirrorTask> task = claim.get();
                task.ifPresent(claimed::set);
                return task.filter(this::advanceAlone).isPresent();
            }));
            return new Alone(claimed.get() != null, isBehind);
        } catch (RuntimeException failed) {
            MirrorTask task = claimed.get();
            if (task == null) {
                throw failed;
            }
            fault(task, failed);
            return new Alone(true, false);
        }
    }

    /** Nothing of the step is kept; what it has published is found there by the next one. */
    private void fault(MirrorTask task, RuntimeException failed) {
        failures.increment();
        Duration pause = backoff.after(task.failures() + 1, random);
        LOG.error(
                "A step of the mirror of table {} met a fault, next attempt in {} ms",
                task.table(),
                pause.toMillis(),
                failed);
        String error = "a fault of this service or of PostgreSQL, of which the service's log says more: "
                + NestedExceptionUtils.getMostSpecificCause(failed);
        transactions.executeWithoutResult(status -> mirrors.faulted(task.tableId(), error, pause));
    }

    /** Does one step of each of these that is not dropped, as far as there is anything to do and nobody else does it. */
    Left publish(Collection<String> tables) {
        return Objects.requireNonNull(transactions.execute(status -> publish(mirrors.claim(tables))));
    }

    /** Whether the table needs another step at once. */
    private boolean advanceAlone(MirrorTask task) {
        if (task.isSpent()) {
            mirrors.purge(task.tableId());
            return false;
        }
        Progress progress = new Progress(task);
        if (isDone(task, progress, () -> {
            publish(task, next(List.of(task)).getOrDefault(task.tableId(), List.of()), progress);
            if (!putsOffCheckpoint(task, progress)) {
                checkpoint(task, progress);
            }
        })) {
            if (putsOffCheckpoint(task, progress)) {
                mirrors.progressed(task.tableId(), progress);
                return true;
            }
            mirrors.succeeded(Map.of(task.tableId(), progress));
            return progress.publishedVersion() < task.headVersion();
        }
        return false;
    }

    /** After a failure log files have a step of their own: what a checkpoint meets does not undo that they were published. */
    private static boolean putsOffCheckpoint(MirrorTask task, Progress progress) {
        return task.failures() > 0
                && progress.pendingCheckpoint() != null
                && progress.publishedVersion() > task.publishedVersion();
    }

    private Left publish(List<MirrorTask> tasks) {
        long begin = System.nanoTime();
        Map<Long, List<UnpublishedVersion>> versions = next(tasks);
        Map<Long, Progress> done = new LinkedHashMap<>();
        Left left = new Left(new LinkedHashSet<>(), new LinkedHashSet<>());
        for (MirrorTask task : tasks) {
            Progress progress = new Progress(task);
            List<UnpublishedVersion> own = versions.getOrDefault(task.tableId(), List.of());
            if (task.failures() > 0) {
                left.alone().add(task.table());
            } else if (System.nanoTime() - begin > longest.toNanos()) {
                left.behind().add(task.table());
            } else if (isDone(task, progress, () -> publish(task, own, progress))) {
                done.put(task.tableId(), progress);
                note(task, progress, left);
            }
        }
        if (!done.isEmpty()) {
            mirrors.succeeded(done);
        }
        return left;
    }

    private static void note(MirrorTask task, Progress progress, Left left) {
        if (progress.pendingCheckpoint() != null) {
            left.alone().add(task.table());
        } else if (progress.publishedVersion() < task.headVersion()) {
            left.behind().add(task.table());
        }
    }

    private interface Work {
        void run() throws IOException, SplitBrainException;
    }

    /** Whether work on a table ended well; what it came to is recorded if it did not. */
    private boolean isDone(MirrorTask task, Progress progress, Work work) {
        try {
            work.run();
            return true;
        } catch (SplitBrainException splitBrain) {
            failures.increment();
            String error = String.valueOf(splitBrain.getMessage());
            LOG.error("Split brain of table {} at {}: {}", task.table(), task.location(), error);
            mirrors.splitBrain(task.tableId(), progress, error);
        } catch (IOException failure) {
            pause(task, progress, failure);
        }
        return false;
    }

    /** Publishes the next versions, up to one that needs a checkpoint now. */
    private void publish(MirrorTask task, List<UnpublishedVersion> versions, Progress progress)
            throws IOException, SplitBrainException {
        int interval = task.checkpointInterval(known, checkpointInterval);
        List<UnpublishedVersion> next = task.failures() > 0 ? versions : upToCheckpoint(versions, interval);
        if (next.isEmpty()) {
            return;
        }
        Published published = logs.publish(task.tableId(), stores.at(task.location()), next);
        for (UnpublishedVersion version : next.subList(0, published.logs().size())) {
            progress.publish(version.version());
            latency.record(Duration.ofMillis(
                    Math.max(0, clock.millis() - version.snapshot().timestamp())));
            if (isCheckpointed(version, interval)) {
                progress.demandCheckpoint(version.version());
            }
        }
        published.orThrow();
    }

    private static List<UnpublishedVersion> upToCheckpoint(List<UnpublishedVersion> versions, int interval) {
        for (int index = 0; index < versions.size(); index++) {
            if (isCheckpointed(versions.get(index), interval)) {
                return versions.subList(0, index + 1);
            }
        }
        return versions;
    }

    private static boolean isCheckpointed(UnpublishedVersion version, int interval) {
        return version.version() > 0 && version.version() % interval == 0;
    }

    private void checkpoint(MirrorTask task, Progress progress) throws IOException {
        Long due = progress.pendingCheckpoint();
        if (due != null) {
            mirrors.planFreely();
            checkpoints.publish(task, stores.at(task.location()), due);
            progress.checkpoint();
            cleanup.run(task, stores.at(task.location()));
        }
    }

    /** By table. A checkpoint that is due comes first, unless it is what fails: log files must not wait for it then. */
    private Map<Long, List<UnpublishedVersion>> next(List<MirrorTask> tasks) {
        Map<Long, Long> published = new LinkedHashMap<>();
        for (MirrorTask task : tasks) {
            boolean checkpointFirst = task.pendingCheckpoint() != null && task.failures() == 0;
            if (!checkpointFirst && task.hasUnpublished()) {
                published.put(task.tableId(), task.publishedVersion());
            }
        }
        return published.isEmpty() ? Map.of() : mirrors.unpublished(published, VERSIONS, BYTES);
    }

    private void pause(MirrorTask task, Progress progress, IOException failure) {
        failures.increment();
        Duration pause = backoff.after(task.failures() + 1, random);
        String error = String.valueOf(failure.getMessage());
        LOG.warn("Mirror of table {} failed, next attempt in {} ms: {}", task.table(), pause.toMillis(), error);
        mirrors.failed(task.tableId(), progress, error, pause);
    }
}
