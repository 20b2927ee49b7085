package io.weir.metadata.mirror;

import static io.weir.delta.LogFileNames.LOG_FOLDER;

import io.weir.delta.LogFileNames;
import io.weir.delta.kernel.UnreadableTableException;
import io.weir.delta.log.LogListing;
import io.weir.delta.storage.PutOutcome;
import io.weir.delta.storage.StoredObjects;
import io.weir.metadata.commit.LogContent;
import io.weir.metadata.replay.ReplayComparison;
import io.weir.metadata.storage.ObjectStores;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Compares a mirror with Postgres, version by version, and brings back what is missing. */
@Component
class MirrorInspection {

    private static final int VERSIONS = 64;
    private static final long BYTES = 32L << 20;

    private final Mirrors mirrors;
    private final ObjectStores stores;
    private final LogPublisher logs;
    private final ReplayComparison replays;

    MirrorInspection(Mirrors mirrors, ObjectStores stores, LogPublisher logs, ReplayComparison replays) {
        this.mirrors = mirrors;
        this.stores = stores;
        this.logs = logs;
        this.replays = replays;
    }

    /** What was found so far. */
    private static final class Findings {

        private final List<Long> missing = new ArrayList<>();
        private final List<Long> different = new ArrayList<>();
        private final List<Long> restored = new ArrayList<>();
    }

    private interface Look {
        void at(UnpublishedVersion version, StoredObjects objects, Findings findings) throws IOException;
    }

    /** Reads every log file of the range, has Kernel replay the published version, and looks for what is behind the head. */
    MirrorReport verify(MirrorTask task, VersionRange range) throws IOException {
        Findings findings = look(task, range, this::compare);
        List<String> replay = new ArrayList<>(replay(task));
        replay.addAll(behindHead(task));
        return report(task, range, findings, replay);
    }

    /** Versions that Postgres does not have: another writer's, or its own from before it was restored from a backup. */
    private List<String> behindHead(MirrorTask task) throws IOException {
        String next = LOG_FOLDER + "/" + LogFileNames.commit(task.headVersion() + 1);
        return LogListing.from(stores.at(task.location()), next).commits().keySet().stream()
                .max(Comparator.naturalOrder())
                .map(last -> "the log ends at version " + last + ", the catalog at " + task.headVersion())
                .stream()
                .toList();
    }

    /** Writes every log file of the range that is missing; the others are compared. */
    MirrorReport repair(MirrorTask task, VersionRange range) throws IOException {
        Findings findings = look(task, range, (version, objects, found) -> restore(task, version, objects, found));
        return report(task, range, findings, List.of());
    }

    private Findings look(MirrorTask task, VersionRange range, Look look) throws IOException {
        Findings findings = new Findings();
        StoredObjects objects = stores.at(task.location());
        long after = range.first() - 1;
        while (after < range.last()) {
            List<UnpublishedVersion> next = mirrors.unpublished(Map.of(task.tableId(), after), VERSIONS, BYTES)
                    .getOrDefault(task.tableId(), List.of());
            for (UnpublishedVersion version : next) {
                if (version.version() <= range.last()) {
                    look.at(version, objects, findings);
                }
            }
            after = next.isEmpty() ? range.last() : next.get(next.size() - 1).version();
        }
        return findings;
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
            if (logs.publish(task.tableId(), objects, version) == PutOutcome.CREATED) {
                findings.restored.add(version.version());
            }
        } catch (SplitBrainException different) {
            findings.different.add(version.version());
        }
    }

    private List<String> replay(MirrorTask task) {
        try {
            return task.publishedVersion() < 0
                    ? List.of()
                    : replays.differences(task.tableId(), task.publishedVersion(), task.location());
        } catch (UnreadableTableException unreadable) {
            return List.of(String.valueOf(unreadable.getMessage()));
        }
    }

    private static MirrorReport report(MirrorTask task, VersionRange range, Findings findings, List<String> replay) {
        return new MirrorReport(
                task.table(),
                findings.missing.isEmpty() && findings.different.isEmpty() && replay.isEmpty(),
                range.first(),
                range.last(),
                List.copyOf(findings.missing),
                List.copyOf(findings.different),
                List.copyOf(findings.restored),
                replay);
    }
}
