package io.weir.ingest.compaction;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a compaction of a table did.
 *
 * @param filesRemoved files whose rows are in others now
 * @param filesAdded the others
 * @param filesLeft small files that could still be put together
 * @param reason why it did not do all that there was to do, if something stood against it
 */
@Schema(name = "CompactionReport")
public record CompactionReport(
        Outcome outcome,
        int filesRemoved,
        int filesAdded,
        long bytesRemoved,
        long bytesAdded,
        int filesLeft,
        @Nullable String reason) {

    /** How a compaction ends. */
    public enum Outcome {
        /** All that there was to do is done, if only nothing. */
        DONE,

        /** Some is left for the next time. */
        STOPPED,

        /** Some files stay as they are. */
        PARTLY,

        /** Another changed the files meanwhile; the next time sees how they are. */
        OVERTAKEN,

        /** The table's files stay as they are. */
        SKIPPED
    }

    static CompactionReport skipped(String reason) {
        return new CompactionReport(Outcome.SKIPPED, 0, 0, 0, 0, 0, reason);
    }
}
