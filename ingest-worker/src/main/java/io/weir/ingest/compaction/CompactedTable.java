package io.weir.ingest.compaction;

import io.weir.ingest.compaction.CompactionReport.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What a compaction of one table did.
 *
 * @param filesRemoved files whose rows are in others now
 * @param filesAdded the others
 * @param filesLeft small files that could still be put together
 * @param reason why it did not do all that there was to do, if something stood against it
 */
public record CompactedTable(
        String table,
        Outcome outcome,
        int filesRemoved,
        int filesAdded,
        long bytesRemoved,
        long bytesAdded,
        int filesLeft,
        @Nullable String reason) {

    static CompactedTable skipped(String table, String reason) {
        return new CompactedTable(table, Outcome.SKIPPED, 0, 0, 0, 0, 0, reason);
    }
}
