package io.weir.metadata.serial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** One table whose commits are taken one after the other, in the order of their versions. */
final class SerialModel {

    private final TreeMap<Long, Intent> commits = new TreeMap<>();
    private final List<Set<DataFile>> states = new ArrayList<>(List.of(Set.of()));
    private final List<JsonNode> metadata = new ArrayList<>();
    private final List<JsonNode> protocols = new ArrayList<>();

    SerialModel(View created) {
        metadata.add(created.metadata());
        protocols.add(created.protocol());
    }

    void committed(long version, Intent intent) {
        assertThat(commits.put(version, intent))
                .as("two commits of version " + version)
                .isNull();
    }

    long head() {
        return commits.isEmpty() ? 0 : commits.lastKey();
    }

    Intent commit(long version) {
        return commits.get(version);
    }

    Set<DataFile> files(long version) {
        return states.get((int) version);
    }

    JsonNode metadata(long version) {
        return metadata.get((int) version);
    }

    JsonNode protocol(long version) {
        return protocols.get((int) version);
    }

    /** Takes all commits in order. Each must be one that its writer would have made of what was there before it. */
    void replay() {
        for (long version = 1; version <= head(); version++) {
            Intent intent = commits.get(version);
            assertThat(intent).as("version " + version + " of " + head()).isNotNull();
            assertThat(firstConflict(intent, version - 1))
                    .as("version %d: %s", version, intent)
                    .isNull();
            requireNothingLost(intent, version);
            Set<DataFile> files = new HashSet<>(files(version - 1));
            intent.removed.forEach(file -> assertThat(files.remove(file))
                    .as("%s is live at %s", file, intent)
                    .isTrue());
            intent.added.forEach(
                    file -> assertThat(files.add(file)).as("%s is new", file).isTrue());
            states.add(files);
            metadata.add(intent.metadata == null ? metadata(version - 1) : intent.metadata);
            protocols.add(intent.protocol == null ? protocol(version - 1) : intent.protocol);
        }
    }

    /** By what the tables held, whatever the rules say: nothing that was read is gone, and nothing new should have been read. */
    private void requireNothingLost(Intent intent, long version) {
        if (!intent.stale) {
            return;
        }
        Set<DataFile> then = ofInterest(intent, files(intent.read.version()));
        Set<DataFile> now = ofInterest(intent, files(version - 1));
        Set<DataFile> lost = new HashSet<>(then);
        lost.removeAll(now);
        assertThat(lost).as("lost under %s", intent).isEmpty();
        Set<DataFile> phantoms = new HashSet<>(now);
        phantoms.removeAll(then);
        if (intent.effectiveIsolation().equals("WRITE_SERIALIZABLE") && intent.metadata == null) {
            phantoms.removeIf(file -> wasAppendedBlindly(file, intent.read.version(), version));
        }
        assertThat(intent.effectiveIsolation().equals("SNAPSHOT") ? Set.of() : phantoms)
                .as("phantoms of %s", intent)
                .isEmpty();
    }

    private static Set<DataFile> ofInterest(Intent intent, Set<DataFile> files) {
        Set<DataFile> read = new HashSet<>(files);
        read.removeIf(file -> !intent.isOfInterest(file) && !intent.files.contains(file.path()));
        return read;
    }

    private boolean wasAppendedBlindly(DataFile file, long after, long before) {
        return commits.subMap(after, false, before, false).values().stream()
                .anyMatch(winner -> winner.isBlind() && winner.added.contains(file));
    }

    /** The first winner up to a version that stands against a commit, and the rule, as {@code rule version}. */
    @org.jspecify.annotations.Nullable
    String firstConflict(Intent intent, long last) {
        if (!intent.stale) {
            return null;
        }
        for (long version = intent.read.version() + 1; version <= last; version++) {
            String rule = SerialRules.broken(intent, commits.get(version));
            if (rule != null) {
                return rule + " " + version;
            }
        }
        return null;
    }
}
