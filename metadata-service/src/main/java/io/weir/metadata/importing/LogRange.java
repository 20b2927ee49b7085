package io.weir.metadata.importing;

import io.weir.delta.LogFileNames;
import io.weir.delta.checkpoint.CheckpointReader;
import io.weir.delta.log.CheckpointFiles;
import io.weir.delta.log.LogListing;
import io.weir.metadata.MetadataProblem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides which versions of a log an import takes: all of them where the log still begins at 0; else those from the
 * oldest checkpoint on that can be read; or, where only the latest state is wanted, from the latest such checkpoint.
 */
final class LogRange {

    private static final int NAMED_AT_MOST = 10;

    private final LogListing log;
    private final CheckpointReader checkpoints;
    private final List<String> warnings = new ArrayList<>();

    LogRange(LogListing log, CheckpointReader checkpoints) {
        this.log = log;
        this.checkpoints = checkpoints;
    }

    ImportRange of(ImportOrder order) throws IOException, BrokenLogException {
        long last = last(order);
        boolean whole = log.commits().containsKey(0L);
        Optional<CheckpointFiles> checkpoint =
                whole && !order.checkpointOnly() ? Optional.empty() : checkpoint(last, order.checkpointOnly());
        if (checkpoint.isEmpty() && !whole) {
            throw new BrokenLogException(
                    MetadataProblem.LOG_GAP,
                    "The log begins at version " + log.commits().firstKey()
                            + " and has no checkpoint that stands for those before it" + because());
        }
        long first = checkpoint.map(CheckpointFiles::version).orElse(0L);
        requireNoGap(first, last);
        return new ImportRange(
                first, last, checkpoint.map(CheckpointFiles::names).orElse(List.of()), warnings);
    }

    private long last(ImportOrder order) throws BrokenLogException {
        if (log.commits().isEmpty()) {
            throw new BrokenLogException(
                    MetadataProblem.NOT_A_DELTA_TABLE,
                    "There is no Delta log with a version at " + order.location() + "/" + LogFileNames.LOG_FOLDER);
        }
        Long asked = order.upToVersion();
        long newest = log.commits().lastKey();
        if (asked != null && (asked > newest || asked < log.commits().firstKey())) {
            throw new BrokenLogException(
                    MetadataProblem.VERSION_NOT_FOUND,
                    "The log has the versions " + log.commits().firstKey() + " to " + newest + ", not " + asked);
        }
        return asked == null ? newest : asked;
    }

    private Optional<CheckpointFiles> checkpoint(long last, boolean latest) throws IOException {
        List<CheckpointFiles> candidates = new ArrayList<>(log.checkpoints());
        if (!latest) {
            Collections.reverse(candidates);
        }
        for (CheckpointFiles candidate : candidates) {
            if (candidate.version() <= last && isUsable(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private boolean isUsable(CheckpointFiles candidate) throws IOException {
        String problem = log.commits().containsKey(candidate.version())
                ? checkpoints.problem(candidate).orElse(null)
                : "its commit is not there";
        if (problem != null) {
            warnings.add("Passed over the checkpoint of version " + candidate.version() + ": " + problem);
        }
        return problem == null;
    }

    private void requireNoGap(long first, long last) throws BrokenLogException {
        List<Long> missing = log.missing(first, last, NAMED_AT_MOST + 1);
        if (!missing.isEmpty()) {
            String more = missing.size() > NAMED_AT_MOST ? " and more" : "";
            throw new BrokenLogException(
                    MetadataProblem.LOG_GAP,
                    "The log has versions " + first + " to " + last + ", but not "
                            + missing.subList(0, Math.min(NAMED_AT_MOST, missing.size())) + more + because());
        }
    }

    private String because() {
        return warnings.isEmpty() ? "" : ". " + String.join(". ", warnings);
    }

    /** The first checkpoint up to a version that cannot be read, as a warning. */
    static @Nullable String corruptCheckpoint(LogListing log, CheckpointReader reader, long last) throws IOException {
        for (CheckpointFiles candidate : log.checkpoints()) {
            String problem =
                    candidate.version() <= last ? reader.problem(candidate).orElse(null) : null;
            if (problem != null) {
                return "The checkpoint of version " + candidate.version()
                        + " is corrupt, so its commits were replayed: " + problem;
            }
        }
        return null;
    }
}
