package io.weir.metadata.importing.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.metadata.importing.ImportOrder;
import org.jspecify.annotations.Nullable;

/** Which files are to become a table. */
record ImportTableRequest(
        @Schema(
                description = "Absolute folder of the table, a file: URI, s3://bucket/prefix, gs://bucket/prefix or"
                        + " abfss://container@account.dfs.core.windows.net/prefix; the table stays there",
                example = "s3://lake/orders")
        String location,

        @Schema(description = "Last version to take; all there are by default") @Nullable
        Long upToVersion,

        @Schema(description = "Begin at the latest checkpoint and leave the history before it") @Nullable
        Boolean checkpointOnly,

        @Schema(description = "Do not compare with Delta Kernel's replay at the end") @Nullable
        Boolean skipValidation,

        @Schema(description = "Only say what would be done") @Nullable
        Boolean dryRun) {

    ImportOrder toOrder(String table, String owner) {
        return new ImportOrder(table, location, owner, upToVersion, is(checkpointOnly), is(skipValidation));
    }

    boolean isDryRun() {
        return is(dryRun);
    }

    private static boolean is(@Nullable Boolean flag) {
        return Boolean.TRUE.equals(flag);
    }
}
