package io.weir.metadata.importing;

import io.weir.metadata.action.ActionText;
import io.weir.metadata.table.TableFeatures;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An import and how far it is.
 *
 * @param tableId key that the table's rows carry, and the table will have
 * @param reached null before the first batch
 * @param problem why it stopped, or why it rests; null otherwise
 * @param rest what it goes on after by itself; null unless its last attempt failed
 */
public record TableImport(
        long tableId,
        ImportOrder order,
        ImportState state,
        ImportRange range,
        @Nullable ReachedVersion reached,
        @Nullable ImportProblem problem,
        @Nullable ImportRest rest,
        Instant startedAt,
        @Nullable Instant finishedAt) {

    /**
     * Why an import stopped, or rests.
     *
     * @param code of the problem document that the same trouble has elsewhere
     */
    public record ImportProblem(String code, String detail) {}

    /**
     * A pause after which an import is tried again.
     *
     * @param failures attempts that failed in a row
     * @param until when it is tried again
     */
    public record ImportRest(int failures, Instant until) {}

    /** Whether every version that was asked for is in. */
    boolean isComplete() {
        return reached != null && reached.version() >= range.last();
    }

    /** The id that the table has, which other writers may have made of any text; null before it is known. */
    public @Nullable UUID uuid() {
        if (reached == null) {
            return null;
        }
        String id = ActionText.metadata(reached.metadata()).id();
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException anyText) {
            return UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The version from which on commits tell their times themselves; empty where all of them do, or none. */
    public Optional<Long> timestampsSince() {
        return Optional.ofNullable(reached)
                .map(now -> ActionText.metadata(now.metadata()).configuration())
                .filter(TableFeatures::hasInCommitTimestamps)
                .map(properties -> properties.get(LogCursor.TIMESTAMPS_SINCE))
                .map(Long::valueOf);
    }

    long nextVersion() {
        return reached == null ? range.first() : reached.version() + 1;
    }
}
