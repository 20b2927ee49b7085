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
import io.weir.metadata.MetadataSettings;
import io.weir.metadata.action.ActionText;
import io.weir.metadata.table.Retention;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes log files away that have expired by {@code delta.logRetentionDuration}: all that is before the newest checkpoint
 * at or before the last expired version. That checkpoint and its commit stay, so that every version since can be read.
 * Postgres keeps the history; a repair brings the files back. Without a newly expired version it calls no store.
 */
@Component
class LogCleanup {

    private static final Logger LOG = LoggerFactory.getLogger(LogCleanup.class);
    private static final Duration YOUNG_SIDECAR = Duration.ofDays(1);

    private final Mirrors mirrors;
    private final Clock clock;
    private final Path scratch;

    LogCleanup(Mirrors mirrors, MetadataSettings settings, Clock clock) {
        this.mirrors = mirrors;
        this.clock = clock;
        this.scratch =
                settings.dataDir().resolve("staging").resolve("checkpoints").toAbsolutePath();
    }

    void run(MirrorTask task, StoredObjects objects) throws IOException {
        Metadata metadata = ActionText.metadata(task.metadata());
        if ("false".equalsIgnoreCase(metadata.configuration().get("delta.enableExpiredLogCleanup"))) {
            return;
        }
        // As Delta's own cleanup: by whole days, so that the work is done once a day and not with every checkpoint.
        Instant cutoff = clock.instant().minus(Retention.LOG.of(metadata));
        Instant day = Retention.LOG.of(metadata).toDays() >= 1 ? cutoff.truncatedTo(ChronoUnit.DAYS) : cutoff;
        OptionalLong expired = mirrors.expired(task.tableId(), day.toEpochMilli());
        if (expired.isPresent()) {
            clean(task, objects, Math.min(expired.getAsLong(), task.publishedVersion()));
        }
    }

    private void clean(MirrorTask task, StoredObjects objects, long expired) throws IOException {
        LogListing log = LogListing.of(objects);
        OptionalLong kept = log.checkpoints().stream()
                .filter(checkpoint -> checkpoint.version() <= expired)
                .filter(checkpoint -> log.commits().containsKey(checkpoint.version()))
                .mapToLong(CheckpointFiles::version)
                .max();
        if (kept.isEmpty()) {
            return;
        }
        int gone = 0;
        for (StoredObject object : objects.listFrom(LOG_FOLDER + "/0")) {
            if (isBefore(kept.getAsLong(), object)) {
                objects.delete(object.name());
                gone++;
            }
        }
        gone += sidecars(objects, log, kept.getAsLong());
        mirrors.cleaned(task.tableId(), kept.getAsLong());
        LOG.info("Took {} expired log files of table {} away, before version {}", gone, task.table(), kept.getAsLong());
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
    private int sidecars(StoredObjects objects, LogListing log, long kept) throws IOException {
        String folder = LOG_FOLDER + "/" + LogFileNames.SIDECAR_FOLDER + "/";
        Instant young = clock.instant().minus(YOUNG_SIDECAR);
        List<StoredObject> old = objects.listFrom(folder + "0").stream()
                .filter(sidecar -> sidecar.modified().isBefore(young))
                .toList();
        Set<String> named = old.isEmpty() ? Set.of() : named(objects, log, kept);
        int gone = 0;
        for (StoredObject sidecar : old) {
            if (!named.contains(sidecar.name())) {
                objects.delete(sidecar.name());
                gone++;
            }
        }
        return gone;
    }

    private Set<String> named(StoredObjects objects, LogListing log, long kept) throws IOException {
        CheckpointReader reader = new CheckpointReader(objects, scratch);
        Set<String> named = new HashSet<>();
        for (CheckpointFiles checkpoint : log.checkpoints()) {
            try {
                if (checkpoint.version() >= kept) {
                    named.addAll(reader.sidecars(checkpoint));
                }
            } catch (CorruptCheckpointException corrupt) {
                throw new IOException("Left the sidecars alone: " + corrupt.getMessage(), corrupt);
            }
        }
        return named;
    }
}
