package io.weir.metadata.importing.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.metadata.importing.ImportState;
import io.weir.metadata.importing.ReachedVersion;
import io.weir.metadata.importing.TableImport;
import io.weir.metadata.importing.TableImport.ImportProblem;
import io.weir.metadata.importing.TableImport.ImportRest;
import io.weir.metadata.table.OfTable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An import and how far it is. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ImportOperation(
        String table,

        @Schema(description = "Of the table; absent before its first version is in") @Nullable
        UUID tableId,

        String location,
        ImportState state,

        @Schema(description = "The table's first version here")
        long firstVersion,

        @Schema(description = "The last version to be taken")
        long lastVersion,

        @Schema(description = "Whether the first version is read from a checkpoint")
        boolean fromCheckpoint,

        @Schema(description = "The latest version that is in; absent before the first") @Nullable
        Long importedVersion,

        @Schema(description = "Files that are live at it") long files,

        @Schema(description = "What the table's owner should know")
        List<String> warnings,

        @Schema(description = "Why it stopped, or rests until its next attempt: the code of a problem") @Nullable
        String code,

        @Schema(description = "Why it stopped, or rests, for people") @Nullable
        String detail,

        @Schema(description = "Attempts that failed in a row; absent where the last one did not") @Nullable
        Integer failures,

        @Schema(description = "When it is tried again by itself; absent unless it rests") @Nullable
        Instant nextAttemptAt,

        Instant startedAt,
        @Nullable Instant finishedAt)
        implements OfTable {

    static ImportOperation of(TableImport found) {
        ReachedVersion reached = found.reached();
        ImportProblem problem = found.problem();
        ImportRest rest = found.rest();
        return new ImportOperation(
                found.order().table(),
                found.uuid(),
                found.order().location(),
                found.state(),
                found.range().first(),
                found.range().last(),
                !found.range().checkpoint().isEmpty(),
                reached == null ? null : reached.version(),
                reached == null ? 0 : reached.totals().files(),
                found.range().warnings(),
                problem == null ? null : problem.code(),
                problem == null ? null : problem.detail(),
                rest == null ? null : rest.failures(),
                rest == null ? null : rest.until(),
                found.startedAt(),
                found.finishedAt());
    }
}
