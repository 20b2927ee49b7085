package io.weir.ingest.function.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.ingest.note.Notes;
import io.weir.ingest.transform.SqlFunction;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a function is created from. */
record CreateFunctionRequest(
        @Schema(example = "gross") String name,

        @Schema(description = "Names of what it is called with, in their order", example = "[\"net\", \"tax\"]")
        @Nullable
        List<String> parameters,

        @Schema(description = "An expression of the parameters, by the rules of transforms", example = "net+tax")
        String body,

        @Nullable String comment,
        @Nullable Map<String, String> properties) {

    SqlFunction definition() {
        return new SqlFunction(name, Objects.requireNonNullElse(parameters, List.of()), body);
    }

    Notes notes() {
        return Notes.NONE.with(comment, properties);
    }
}
