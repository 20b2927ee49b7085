package io.weir.metadata.importing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An import and how far it is.
 *
 * @param tableId key that the table's rows carry, and the table will have
 * @param reached null before the first batch
 * @param problem why it stopped; null unless it failed
 */
public record TableImport(
        long tableId,
        ImportOrder order,
        ImportState state,
        ImportRange range,
        @Nullable ReachedVersion reached,
        @Nullable ImportProblem problem,
        Instant startedAt,
        @Nullable Instant finishedAt) {

    /**
     * Why an import stopped.
     *
     * @param code of the problem document that the same trouble has elsewhere
     */
    public record ImportProblem(String code, String detail) {}

    /** Whether every version that was asked for is in. */
    boolean isComplete() {
        return reached != null && reached.version() >= range.last();
    }

    long nextVersion() {
        return reached == null ? range.first() : reached.version() + 1;
    }
}
