package io.weir.metadata.mirror;

import static io.weir.delta.LogFileNames.LOG_FOLDER;

import io.weir.delta.LogFileName;
import io.weir.delta.LogFileNames;
import io.weir.delta.action.Metadata;
import io.weir.delta.checkpoint.CheckpointReader;
import io.weir.delta.log.CheckpointFiles;
import io.weir.delta.log.LogListing;
import io.weir.delta.storage.Deletions;
import io.weir.delta.storage.ObjectPages;
import io.weir.delta.storage.StoredFolders;
import io.weir.delta.storage.StoredObject;
import io.weir.metadata.action.ActionText;
import io.weir.metadata.table.Retention;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes log files away that have expired by {@code delta.logRetentionDuration}: all that is before the newest checkpoint
 * at or before the last expired version. That checkpoint and its commit stay, so that every version since can be read. It
 * is read as a whole before anything goes: one that cannot be, as another writer may have left it, stands for nothing.
 * Postgres keeps the history; a repair brings the files back.
 *
 * <p>What has newly expired is looked at once, which is once a day, or a twenty-fourth of a shorter retention. That
 * checkpoint is looked for from the last expired version back, a thousand versions at a time, and only it is read, or as
 * many as cannot be; what is before it is then listed and taken away a page at a time. Memory is that of a thousand versions'
 * names. Without a newly expired version it calls no store; where no newer checkpoint has expired with it, what an earlier
 * cleanup left is looked for.
 */
@Component
class LogCleanup {

    private static final Logger LOG = LoggerFactory.getLogger(LogCleanup.class);
    private static final Duration DAY = Duration.ofDays(1);

    /** What every store gives at a time, and takes away. */
    static final int PAGE = 1000;

    private final Mirrors mirrors;
    private final CheckpointFolder folder;
    private final UnnamedSidecars sidecars;
    private final Clock clock;

    LogCleanup(Mirrors mirrors, CheckpointFolder folder, UnnamedSidecars sidecars, Clock clock) {
        this.mirrors = mirrors;
        this.folder = folder;
        this.sidecars = sidecars;
        this.clock = clock;
    }

    void run(MirrorTask task, StoredFolders objects) throws IOException {
        Metadata metadata = ActionText.metadata(task.metadata());
        if ("false".equalsIgnoreCase(metadata.configuration().get("delta.enableExpiredLogCleanup"))) {
            return;
        }
        Optional<Duration> retention = Retention.LOG.understood(metadata);
        if (retention.isEmpty()) {
            LOG.debug("Kept the log files of table {}: its {} is no interval", task.table(), Retention.LOG.property());
            return;
        }
        OptionalLong expired = mirrors.expired(task.tableId(), cutoff(clock.instant(), retention.get()));
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

    private void clean(MirrorTask task, StoredFolders objects, long expired) throws IOException {
        long cleaned = task.cleanedVersion();
        OptionalLong kept = kept(task, objects, new VersionRange(cleaned + 1, expired));
        if (kept.isPresent()) {
            // First, so that what is gone is not missed if the store fails half-way; the next cleanup takes the rest.
            mirrors.cleaned(task.tableId(), kept.getAsLong());
            takeAway(task, objects, kept.getAsLong());
        } else if (cleaned > 0) {
            takeAwayRest(task, objects, cleaned);
        }
    }

    private void takeAway(MirrorTask task, StoredFolders objects, long version) throws IOException {
        int gone = removeBefore(version, objects);
        gone += sidecars.remove(objects);
        LOG.info("Took {} expired log files of table {} away, before version {}", gone, task.table(), version);
    }

    /**
     * What a cleanup left that broke off. Its checkpoint is read again only where there is any: it stands for nothing if it
     * was damaged meanwhile.
     */
    private void takeAwayRest(MirrorTask task, StoredFolders objects, long cleaned) throws IOException {
        if (!hasAnyBefore(cleaned, objects)) {
            sidecars.remove(objects);
        } else if (kept(task, objects, new VersionRange(cleaned, cleaned)).isPresent()) {
            takeAway(task, objects, cleaned);
        }
    }

    /** What is oldest is named first. */
    private static boolean hasAnyBefore(long version, StoredFolders objects) throws IOException {
        return new ObjectPages(objects, LOG_FOLDER + "/0", PAGE)
                .next().stream().anyMatch(object -> isBefore(version, object));
    }

    /** The newest checkpoint of a range that stands for all before it. */
    private OptionalLong kept(MirrorTask task, StoredFolders objects, VersionRange range) throws IOException {
        CheckpointReader reader = folder.reader(objects);
        long oldest = range.first() / LogListing.THOUSAND;
        for (long thousand = range.last() / LogListing.THOUSAND; thousand >= oldest; thousand--) {
            String beginning = LOG_FOLDER + "/" + LogFileNames.thousandPrefix(thousand * LogListing.THOUSAND);
            // Without what only links lead to, as what is taken away.
            LogListing log = LogListing.of(new ObjectPages(objects, beginning, PAGE).rest());
            OptionalLong kept = kept(task, log, reader, range);
            if (kept.isPresent()) {
                return kept;
            }
        }
        return OptionalLong.empty();
    }

    private static OptionalLong kept(MirrorTask task, LogListing log, CheckpointReader reader, VersionRange range)
            throws IOException {
        for (CheckpointFiles checkpoint : log.checkpoints()) {
            long version = checkpoint.version();
            if (version >= range.first()
                    && version <= range.last()
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

    /**
     * Takes away what is before a version. If the process ends meanwhile, files of that page may be left between others that
     * are gone; no reader of a version that is kept looks at them, and the next cleanup takes them.
     */
    private static int removeBefore(long version, StoredFolders objects) throws IOException {
        String first = LOG_FOLDER + "/" + LogFileNames.commit(version);
        ObjectPages pages = new ObjectPages(objects, LOG_FOLDER + "/0", PAGE);
        int gone = 0;
        boolean isReached = false;
        while (!isReached && pages.hasNext()) {
            List<StoredObject> page = pages.next();
            gone += remove(
                    page.stream()
                            .filter(object -> isBefore(version, object))
                            .map(StoredObject::name)
                            .toList(),
                    objects);
            isReached = page.stream().anyMatch(object -> object.name().compareTo(first) >= 0);
        }
        return gone;
    }

    static int remove(List<String> names, StoredFolders objects) throws IOException {
        Deletions deletions = objects.deleteAllListed(names);
        if (deletions.failure().isPresent()) {
            throw deletions.failure().get();
        }
        return names.size();
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
}
