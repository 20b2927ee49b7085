package io.weir.metadata.planning.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.metadata.action.RawJson;
import io.weir.metadata.planning.Explanation;
import java.util.List;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
record FilePage(
        @ArraySchema(schema = @Schema(type = "object", implementation = Object.class))
        List<RawJson> items,

        @Nullable String nextPageToken,
        @Nullable Explanation explanation) {}
