package io.weir.metadata.mirror;

import static io.weir.delta.LogFileNames.LOG_FOLDER;

import io.weir.delta.LogFileName;
import io.weir.delta.LogFileNames;
import io.weir.delta.action.Metadata;
import io.weir.delta.checkpoint.CheckpointReader;
import io.weir.delta.checkpoint.CorruptCheckpointException;
import io.weir.delta.log.CheckpointFiles;
import io.weir.delta.log.LogListing;
import io.weir.delta.storage.StoredObject;
import io.weir.delta.storage.StoredObjects;
import io.weir.metadata.action.ActionText;
import io.weir.metadata.table.Retention;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes log files away that have expired by {@code delta.logRetentionDuration}: all that is before the newest checkpoint
 * at or before the last expired version. That checkpoint and its commit stay, so that every version since can be read. It
 * is read as a whole before anything goes: one that cannot be, as another writer may have left it, stands for nothing.
 * Postgres keeps the history; a repair brings the files back.
 *
 * <p>What has newly expired is looked at once, which is once a day, or a twenty-fourth of a shorter retention: the log is
 * listed, with the memory of its names, and of its checkpoints only that one is read, or as many as cannot be. Without a
 * newly expired version it calls no store.
 */
@Component
class LogCleanup {

    private static final Logger LOG = LoggerFactory.getLogger(LogCleanup.class);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration YOUNG_SIDECAR = DAY;

    private final Mirrors mirrors;
    private final CheckpointFolder folder;
    private final Clock clock;

    LogCleanup(Mirrors mirrors, CheckpointFolder folder, Clock clock) {
        this.mirrors = mirrors;
        this.folder = folder;
        this.clock = clock;
    }

    void run(MirrorTask task, StoredObjects objects) throws IOException {
        Metadata metadata = ActionText.metadata(task.metadata());
        if ("false".equalsIgnoreCase(metadata.configuration().get("delta.enableExpiredLogCleanup"))) {
            return;
        }
        OptionalLong expired = mirrors.expired(task.tableId(), cutoff(clock.instant(), Retention.LOG.of(metadata)));
        if (expired.isPresent()) {
            long last = Math.min(expired.getAsLong(), task.publishedVersion());
            clean(task, objects, last);
            mirrors.examined(task.tableId(), last);
        }
    }

    /**
     * What is older has expired, in milliseconds since 1970. By whole days, as Delta's own cleanup, or by a twenty-fourth of
     * shorter retentions, so that the work is done that often and not with every checkpoint.
     */
    static long cutoff(Instant now, Duration retention) {
        Duration step = retention.compareTo(DAY) < 0 ? retention.dividedBy(24) : DAY;
        long millis = Math.max(1, step.toMillis());
        return Math.floorDiv(now.minus(retention).toEpochMilli(), millis) * millis;
    }

    private void clean(MirrorTask task, StoredObjects objects, long expired) throws IOException {
        List<StoredObject> files = objects.listFrom(LOG_FOLDER + "/0");
        LogListing log = LogListing.of(files);
        CheckpointReader reader = folder.reader(objects);
        OptionalLong kept = kept(task, log, reader, expired);
        if (kept.isEmpty()) {
            return;
        }
        int gone = 0;
        for (StoredObject file : files) {
            if (isBefore(kept.getAsLong(), file)) {
                objects.delete(file.name());
                gone++;
            }
        }
        gone += sidecars(objects, log, reader, kept.getAsLong());
        mirrors.cleaned(task.tableId(), kept.getAsLong());
        LOG.info("Took {} expired log files of table {} away, before version {}", gone, task.table(), kept.getAsLong());
    }

    /** The checkpoint that stands for all before it; none if nothing goes that has not gone before. */
    private static OptionalLong kept(MirrorTask task, LogListing log, CheckpointReader reader, long expired)
            throws IOException {
        for (CheckpointFiles checkpoint : log.checkpoints()) {
            long version = checkpoint.version();
            if (version > task.cleanedVersion()
                    && version <= expired
                    && log.commits().containsKey(version)
                    && isSound(task, checkpoint, reader)) {
                return OptionalLong.of(version);
            }
        }
        return OptionalLong.empty();
    }

    private static boolean isSound(MirrorTask task, CheckpointFiles checkpoint, CheckpointReader reader)
            throws IOException {
        Optional<String> problem = reader.problem(checkpoint);
        problem.ifPresent(text -> LOG.warn(
                "Kept the log files of table {} before its checkpoint of version {}: {}",
                task.table(),
                checkpoint.version(),
                text));
        return problem.isEmpty();
    }

    private static boolean isBefore(long version, StoredObject object) {
        LogFileName name = LogFileNames.parse(object.name().substring(LOG_FOLDER.length() + 1));
        if (name instanceof LogFileName.Commit commit) {
            return commit.version() < version;
        } else if (name instanceof LogFileName.Checksum checksum) {
            return checksum.version() < version;
        } else if (name instanceof LogFileName.ClassicCheckpoint checkpoint) {
            return checkpoint.version() < version;
        } else if (name instanceof LogFileName.CheckpointPart part) {
            return part.version() < version;
        } else if (name instanceof LogFileName.V2Checkpoint checkpoint) {
            return checkpoint.version() < version;
        }
        return name instanceof LogFileName.CompactedCommits compacted && compacted.first() < version;
    }

    /** Sidecars that no checkpoint names any more, but for young ones: somebody may be about to name them. */
    private int sidecars(StoredObjects objects, LogListing log, CheckpointReader reader, long kept) throws IOException {
        String folder = LOG_FOLDER + "/" + LogFileNames.SIDECAR_FOLDER + "/";
        Instant young = clock.instant().minus(YOUNG_SIDECAR);
        List<String> old = objects.listFrom(folder + "0").stream()
                .filter(sidecar -> sidecar.modified().isBefore(young))
                .map(StoredObject::name)
                .toList();
        List<String> unnamed = old.isEmpty() ? old : unnamed(old, log, reader, kept);
        for (String sidecar : unnamed) {
            objects.delete(sidecar);
        }
        return unnamed.size();
    }

    /** None where a checkpoint cannot say which it names. */
    private static List<String> unnamed(List<String> sidecars, LogListing log, CheckpointReader reader, long kept)
            throws IOException {
        Set<String> named = new HashSet<>();
        for (CheckpointFiles checkpoint : log.checkpoints()) {
            try {
                if (checkpoint.version() >= kept) {
                    named.addAll(reader.sidecars(checkpoint));
                }
            } catch (CorruptCheckpointException corrupt) {
                LOG.warn("Left the sidecars alone: {}", corrupt.getMessage());
                return List.of();
            }
        }
        return sidecars.stream().filter(sidecar -> !named.contains(sidecar)).toList();
    }
}
