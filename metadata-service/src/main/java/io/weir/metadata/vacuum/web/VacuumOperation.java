package io.weir.metadata.vacuum.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.metadata.table.OfTable;
import io.weir.metadata.vacuum.Vacuum;
import io.weir.metadata.vacuum.Vacuum.FileTotals;
import io.weir.metadata.vacuum.Vacuum.VacuumProblem;
import io.weir.metadata.vacuum.VacuumState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A vacuum and how far it is. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record VacuumOperation(
        UUID id,
        String table,

        @Schema(description = "Of the table; one that has its name later has another; absent in an answer of long ago")
        @Nullable
        UUID tableId,

        VacuumState state,

        @Schema(description = "Whether it only says what it would delete")
        boolean dryRun,

        @Schema(description = "How long what was removed is kept")
        long retainHours,

        @Schema(description = "What was written or needed since then is kept")
        Instant cutoff,

        @Schema(description = "Who ordered it; absent where nobody has to say who they are") @Nullable
        String orderedBy,

        Instant orderedAt,
        @Nullable Instant finishedAt,

        @Schema(
                description =
                        "The first version whose files are all kept; absent if that is every one, or not known yet")
        @Nullable
        Long keptVersion,

        @Schema(description = "Objects of the table's folder that were looked at")
        long listedFiles,

        @Schema(description = "Files that nothing needs; absent before that is known") @Nullable
        Long foundFiles,

        @Nullable Long foundBytes,
        long deletedFiles,
        long deletedBytes,

        @Schema(description = "Why it stopped: the code of a problem") @Nullable
        String code,

        @Schema(description = "Why it stopped, for people") @Nullable
        String detail)
        implements OfTable {

    static VacuumOperation of(Vacuum vacuum) {
        FileTotals found = vacuum.found();
        VacuumProblem problem = vacuum.problem();
        Long kept = vacuum.keptVersion();
        return new VacuumOperation(
                vacuum.id(),
                vacuum.table(),
                vacuum.tableUuid(),
                vacuum.state(),
                vacuum.order().dryRun(),
                vacuum.order().retainHours(),
                vacuum.order().cutoff(),
                vacuum.order().orderedBy(),
                vacuum.orderedAt(),
                vacuum.finishedAt(),
                kept == null || kept < 0 ? null : kept,
                vacuum.listedFiles(),
                found == null ? null : found.files(),
                found == null ? null : found.bytes(),
                vacuum.deleted().files(),
                vacuum.deleted().bytes(),
                problem == null ? null : problem.code(),
                problem == null ? null : problem.detail());
    }
}
