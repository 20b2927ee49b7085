package io.weir.metadata.vacuum;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One vacuum of a table and how far it is.
 *
 * @param tableUuid the table's own id, which tells it from others of its name
 * @param location of the table
 * @param listedAfter where the listing of the store goes on
 * @param keptVersion the first version whose files are all kept; null before that is settled
 * @param matchedVersion commits up to this one were asked whether they need a file
 * @param found what nothing needs; null before that is known
 * @param problem why it stopped; null if it did not
 */
public record Vacuum(
        UUID id,
        long tableId,
        UUID tableUuid,
        String table,
        String location,
        VacuumOrder order,
        Instant orderedAt,
        VacuumState state,
        String listedAfter,
        long listedFiles,
        @Nullable Long keptVersion,
        long matchedVersion,
        @Nullable FileTotals found,
        FileTotals deleted,
        @Nullable VacuumProblem problem,
        @Nullable Instant finishedAt) {

    /** So many files, and their bytes. */
    public record FileTotals(long files, long bytes) {}

    /** Why a vacuum stopped: the code of a problem, and a sentence. */
    public record VacuumProblem(String code, String detail) {}
}
