package io.weir.ingest.function.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.support.note.Notes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a function source is created from. */
record CreateFunctionSourceRequest(
        @Schema(example = "tax") String name,

        @Schema(description = "A jar in Base64, 4 MiB at most", example = "UEsDBBQACAgIAA==")
        String content,

        @Nullable String comment,
        @Nullable Map<String, String> properties) {

    Notes notes() {
        return Notes.NONE.with(comment, properties);
    }
}
