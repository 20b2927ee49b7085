package io.weir.metadata.mirror;

import static io.weir.delta.LogFileNames.LOG_FOLDER;

import io.weir.delta.LogFileNames;
import io.weir.delta.log.LogListing;
import io.weir.delta.storage.PutOutcome;
import io.weir.delta.storage.StoredObjects;
import io.weir.metadata.commit.LogContent;
import io.weir.metadata.mirror.LogPublisher.Published;
import io.weir.metadata.storage.ObjectStores;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Compares a mirror with Postgres, version by version, and brings back what is missing: as far as one request may take, and
 * says where the next goes on. What is about the table as a whole is looked at last.
 */
@Component
class MirrorInspection {

    private static final int VERSIONS = 64;
    private static final long BYTES = 32L << 20;

    /** A request that has worked so long looks at no further version: its caller waits, and so does the mirror. */
    private static final Duration LONG = Duration.ofSeconds(10);

    private volatile Duration longest = LONG;

    private final Mirrors mirrors;
    private final ObjectStores stores;
    private final LogPublisher logs;

    MirrorInspection(Mirrors mirrors, ObjectStores stores, LogPublisher logs) {
        this.mirrors = mirrors;
        this.stores = stores;
        this.logs = logs;
    }

    /** How long a request may work before it looks at no further version. */
    void mayWorkFor(Duration time) {
        longest = time;
    }

    /** What was found so far. */
    private static final class Findings {

        private long last;
        private final List<Long> missing = new ArrayList<>();
        private final List<Long> different = new ArrayList<>();
        private final List<Long> restored = new ArrayList<>();
    }

    private interface Look {
        void at(UnpublishedVersion version, StoredObjects objects, Findings findings) throws IOException;
    }

    /** Reads the log files of the range; behind its last one, looks for what is behind the head. Kernel is not asked here. */
    MirrorReport verify(MirrorTask task, VersionRange range) throws IOException {
        Findings findings = look(task, range, this::compare);
        return report(task, range, findings, findings.last < range.last() ? List.of() : behindHead(task));
    }

    /** Versions that Postgres does not have: another writer's, or its own from before it was restored from a backup. */
    private List<String> behindHead(MirrorTask task) throws IOException {
        return LogListing.commitsFrom(stores.at(task.location()), task.headVersion() + 1).keySet().stream()
                .max(Comparator.naturalOrder())
                .map(last -> "the log ends at version " + last + ", the catalog at " + task.headVersion())
                .stream()
                .toList();
    }

    /** Writes the log files of the range that are missing; the others are compared. */
    MirrorReport repair(MirrorTask task, VersionRange range) throws IOException {
        Findings findings = look(task, range, (version, objects, found) -> restore(task, version, objects, found));
        return report(task, range, findings, List.of());
    }

    private Findings look(MirrorTask task, VersionRange range, Look look) throws IOException {
        long begin = System.nanoTime();
        Findings findings = new Findings();
        findings.last = range.first() - 1;
        StoredObjects objects = stores.at(task.location());
        long end = Math.min(range.last(), findings.last + VersionRange.MOST);
        while (findings.last < end) {
            List<UnpublishedVersion> next = next(task, findings.last);
            if (next.isEmpty()) {
                findings.last = range.last();
            }
            for (UnpublishedVersion version : next) {
                if (version.version() <= end) {
                    look.at(version, objects, findings);
                    findings.last = version.version();
                    if (System.nanoTime() - begin > longest.toNanos()) {
                        return findings;
                    }
                }
            }
        }
        return findings;
    }

    private List<UnpublishedVersion> next(MirrorTask task, long after) {
        return mirrors.unpublished(Map.of(task.tableId(), after), VERSIONS, BYTES)
                .getOrDefault(task.tableId(), List.of());
    }

    private void compare(UnpublishedVersion version, StoredObjects objects, Findings findings) throws IOException {
        Optional<byte[]> stored = objects.get(LOG_FOLDER + "/" + LogFileNames.commit(version.version()));
        if (stored.isEmpty()) {
            findings.missing.add(version.version());
        } else if (!LogContent.of(stored.get()).equals(version.content())) {
            findings.different.add(version.version());
        }
    }

    private void restore(MirrorTask task, UnpublishedVersion version, StoredObjects objects, Findings findings)
            throws IOException {
        try {
            Published published = logs.publish(task.tableId(), objects, List.of(version));
            published.orThrow();
            if (published.logs().get(0) == PutOutcome.CREATED) {
                findings.restored.add(version.version());
            }
        } catch (SplitBrainException different) {
            findings.different.add(version.version());
        }
    }

    private static MirrorReport report(MirrorTask task, VersionRange range, Findings findings, List<String> replay) {
        return new MirrorReport(
                task.table(),
                task.uuid(),
                findings.missing.isEmpty() && findings.different.isEmpty() && replay.isEmpty(),
                range.first(),
                findings.last,
                findings.last < range.last() ? findings.last + 1 : null,
                List.copyOf(findings.missing),
                List.copyOf(findings.different),
                List.copyOf(findings.restored),
                replay,
                null);
    }
}
