package io.weir.metadata.mirror;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.weir.delta.storage.StoredObjects;
import io.weir.metadata.MetadataSettings;
import io.weir.support.retry.Backoff;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One step of one table's mirror, in one transaction that holds the table's mirror: the next versions up to the next
 * checkpoint, and that checkpoint. Whatever instruction the process ends at, the step is done again from where Postgres
 * says, and finds its own files equal.
 */
@Component
class MirrorStep {

    private static final Logger LOG = LoggerFactory.getLogger(MirrorStep.class);

    private static final int VERSIONS = 64;
    private static final long BYTES = 32L << 20;

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

    /** Does one step of the table that has waited longest; false if there was nothing to do anywhere. */
    boolean run() {
        return Boolean.TRUE.equals(transactions.execute(status -> {
            Optional<MirrorTask> task = mirrors.claim();
            task.ifPresent(this::advance);
            return task.isPresent();
        }));
    }

    /**
     * Does one step of a table that is not dropped, if there is anything to do and nobody else does it.
     *
     * @return whether there is more to do at once
     */
    boolean leavesBehind(String table) {
        return Boolean.TRUE.equals(transactions.execute(
                status -> mirrors.claim(table).map(this::advance).orElse(false)));
    }

    /** Whether the table needs another step at once. */
    private boolean advance(MirrorTask task) {
        if (task.isSpent()) {
            mirrors.purge(task.tableId());
            return false;
        }
        Progress progress = new Progress(task);
        try {
            publish(task, progress);
            checkpoint(task, progress);
            mirrors.succeeded(task.tableId(), progress);
            return progress.publishedVersion() < task.headVersion();
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
    private void publish(MirrorTask task, Progress progress) throws IOException, SplitBrainException {
        StoredObjects objects = stores.at(task.location());
        int interval = task.checkpointInterval(checkpointInterval);
        for (UnpublishedVersion version : next(task)) {
            logs.publish(task.tableId(), objects, version);
            progress.publish(version.version());
            latency.record(Duration.ofMillis(
                    Math.max(0, clock.millis() - version.snapshot().timestamp())));
            if (version.version() > 0 && version.version() % interval == 0) {
                progress.demandCheckpoint(version.version());
                if (task.failures() == 0) {
                    break;
                }
            }
        }
    }

    private void checkpoint(MirrorTask task, Progress progress) throws IOException {
        Long due = progress.pendingCheckpoint();
        if (due != null) {
            checkpoints.publish(task.tableId(), stores.at(task.location()), due);
            progress.checkpoint();
            cleanup.run(task, stores.at(task.location()));
        }
    }

    /** A checkpoint that is due comes first, unless it is what fails: log files must not wait for it then. */
    private List<UnpublishedVersion> next(MirrorTask task) {
        boolean checkpointFirst = task.pendingCheckpoint() != null && task.failures() == 0;
        return checkpointFirst || !task.hasUnpublished()
                ? List.of()
                : mirrors.unpublished(task.tableId(), task.publishedVersion(), VERSIONS, BYTES);
    }

    private void pause(MirrorTask task, Progress progress, IOException failure) {
        failures.increment();
        Duration pause = backoff.after(task.failures() + 1, random);
        String error = String.valueOf(failure.getMessage());
        LOG.warn("Mirror of table {} failed, next attempt in {} ms: {}", task.table(), pause.toMillis(), error);
        mirrors.failed(task.tableId(), progress, error, pause);
    }
}
