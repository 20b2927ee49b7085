package io.weir.metadata.planning.web;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.metadata.action.RawJson;
import io.weir.metadata.planning.Explanation;
import io.weir.metadata.table.OfTable;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
record FilePage(
        @JsonIgnore UUID tableId,

        @ArraySchema(schema = @Schema(type = "object", implementation = Object.class))
        List<RawJson> items,

        @Nullable String nextPageToken,
        @Nullable Explanation explanation)
        implements OfTable {}
