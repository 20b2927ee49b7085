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
import org.jspecify.annotations.Nullable;
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

    /** Does one step of one table; false if there was nothing to do anywhere. */
    boolean run() {
        return Boolean.TRUE.equals(transactions.execute(status -> {
            Optional<MirrorTask> task = mirrors.claim();
            task.ifPresent(this::advance);
            return task.isPresent();
        }));
    }

    private void advance(MirrorTask task) {
        if (task.isSpent()) {
            mirrors.purge(task.tableId());
            return;
        }
        try {
            Long due = publish(task);
            if (due != null) {
                checkpoints.publish(task.tableId(), stores.at(task.location()), due);
                mirrors.checkpointed(task.tableId(), due);
                cleanup.run(task, stores.at(task.location()));
            }
            mirrors.succeeded(task.tableId());
        } catch (SplitBrainException splitBrain) {
            failures.increment();
            String error = String.valueOf(splitBrain.getMessage());
            LOG.error("Split brain of table {} at {}: {}", task.table(), task.location(), error);
            mirrors.splitBrain(task.tableId(), error);
        } catch (IOException failure) {
            pause(task, failure);
        }
    }

    /**
     * Publishes the next versions.
     *
     * @return the version that needs a checkpoint now, if any
     */
    private @Nullable Long publish(MirrorTask task) throws IOException, SplitBrainException {
        StoredObjects objects = stores.at(task.location());
        int interval = task.checkpointInterval(checkpointInterval);
        Long due = task.pendingCheckpoint();
        for (UnpublishedVersion version : next(task)) {
            logs.publish(task.tableId(), objects, version);
            mirrors.published(task.tableId(), version.version());
            latency.record(Duration.ofMillis(
                    Math.max(0, clock.millis() - version.snapshot().timestamp())));
            if (version.version() > 0 && version.version() % interval == 0) {
                due = version.version();
                mirrors.checkpointDue(task.tableId(), due);
                if (task.failures() == 0) {
                    break;
                }
            }
        }
        return due;
    }

    /** A checkpoint that is due comes first, unless it is what fails: log files must not wait for it then. */
    private List<UnpublishedVersion> next(MirrorTask task) {
        boolean checkpointFirst = task.pendingCheckpoint() != null && task.failures() == 0;
        return checkpointFirst || !task.hasUnpublished()
                ? List.of()
                : mirrors.unpublished(task.tableId(), task.publishedVersion(), VERSIONS, BYTES);
    }

    private void pause(MirrorTask task, IOException failure) {
        failures.increment();
        Duration pause = backoff.after(task.failures() + 1, random);
        String error = String.valueOf(failure.getMessage());
        LOG.warn("Mirror of table {} failed, next attempt in {} ms: {}", task.table(), pause.toMillis(), error);
        mirrors.failed(task.tableId(), error, pause);
    }
}
