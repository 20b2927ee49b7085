package io.weir.metadata.snapshot.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.metadata.table.OfTable;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
record CommitPage(
        @Schema(description = "Of the table whose history this is; one that had its name before has another")
        UUID tableId,

        List<Commit> items,
        @Nullable String nextPageToken)
        implements OfTable {}
