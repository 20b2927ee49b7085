package io.weir.metadata.mirror;

import io.weir.metadata.action.KnownActions;
import io.weir.metadata.table.CheckpointInterval;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A table whose mirror has something to do, locked for the worker that has it until its transaction ends.
 *
 * @param uuid the table's own id, which tells it from others of its name
 * @param state active, or split brain of an expired table
 * @param expired whether the table was dropped, can no longer be taken back, and goes when all is published
 * @param publishedVersion latest version whose log file is there; -1 before the first
 * @param checkpointVersion version of the latest checkpoint that was made here; none before the first
 * @param pendingCheckpoint version that is published and still needs its checkpoint
 * @param cleanedVersion log files before it had expired and are gone
 * @param failures attempts that failed since the last success
 * @param metadata the head's metadata action, as JSON
 */
public record MirrorTask(
        long tableId,
        UUID uuid,
        String table,
        String location,
        MirrorState state,
        boolean expired,
        long headVersion,
        long publishedVersion,
        @Nullable Long checkpointVersion,
        @Nullable Long pendingCheckpoint,
        long cleanedVersion,
        int failures,
        String metadata) {

    boolean hasUnpublished() {
        return publishedVersion < headVersion;
    }

    /** Whether nothing is left to do for a table that is gone. */
    boolean isSpent() {
        return expired && (state == MirrorState.SPLIT_BRAIN || (!hasUnpublished() && pendingCheckpoint == null));
    }

    /** Whether the log may have a checkpoint of a version by now: another writer's from before the import, or one of ours. */
    boolean mayHaveCheckpoint(long version) {
        return checkpointVersion == null || checkpointVersion >= version;
    }

    /** Versions between checkpoints: the table's own property, or else the service's. */
    int checkpointInterval(KnownActions known, int usual) {
        return CheckpointInterval.of(known.metadata(metadata)).orElse(usual);
    }
}
