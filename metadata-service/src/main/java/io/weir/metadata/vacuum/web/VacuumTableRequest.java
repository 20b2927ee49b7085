package io.weir.metadata.vacuum.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.metadata.vacuum.VacuumService;
import org.jspecify.annotations.Nullable;

/** What is to be vacuumed. */
record VacuumTableRequest(
        @Schema(description = "Only say what would be deleted, which is the default: false deletes", example = "true")
        @Nullable
        Boolean dryRun,

        @Schema(description = "How long what was removed is kept; what the table says by default") @Nullable
        Long retainHours,

        @Schema(description = "Let retainHours be less than the table's delta.deletedFileRetentionDuration") @Nullable
        Boolean allowShorterRetention) {

    VacuumService.Request by(@Nullable String caller) {
        return new VacuumService.Request(
                !Boolean.FALSE.equals(dryRun), retainHours, Boolean.TRUE.equals(allowShorterRetention), caller);
    }
}
