package io.weir.ingest.compaction;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a compaction of a pipeline's tables did.
 *
 * @param outcome that of all tables together
 * @param filesRemoved files whose rows are in others now
 * @param filesAdded the others
 * @param filesLeft small files that could still be put together
 * @param reason why it did not do all that there was to do, if something stood against it
 * @param tables each of them: the pipeline's own, and those of its branches in their order
 */
@Schema(name = "CompactionReport")
public record CompactionReport(
        Outcome outcome,
        int filesRemoved,
        int filesAdded,
        long bytesRemoved,
        long bytesAdded,
        int filesLeft,
        @Nullable String reason,
        List<CompactedTable> tables) {

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

    /** Adds up what was done of each table; there is one at least. */
    static CompactionReport of(List<CompactedTable> tables) {
        String reasons = tables.stream()
                .map(CompactedTable::reason)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("; "));
        return new CompactionReport(
                outcome(tables),
                tables.stream().mapToInt(CompactedTable::filesRemoved).sum(),
                tables.stream().mapToInt(CompactedTable::filesAdded).sum(),
                tables.stream().mapToLong(CompactedTable::bytesRemoved).sum(),
                tables.stream().mapToLong(CompactedTable::bytesAdded).sum(),
                tables.stream().mapToInt(CompactedTable::filesLeft).sum(),
                reasons.isEmpty() ? null : reasons,
                tables);
    }

    /** What helps comes first: to ask again. */
    private static Outcome outcome(List<CompactedTable> tables) {
        Set<Outcome> outcomes = tables.stream()
                .map(CompactedTable::outcome)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Outcome.class)));
        if (outcomes.contains(Outcome.STOPPED)) {
            return Outcome.STOPPED;
        }
        if (outcomes.contains(Outcome.OVERTAKEN)) {
            return Outcome.OVERTAKEN;
        }
        return outcomes.size() == 1 ? outcomes.iterator().next() : Outcome.PARTLY;
    }
}
