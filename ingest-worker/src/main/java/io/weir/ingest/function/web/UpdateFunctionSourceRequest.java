package io.weir.ingest.function.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.ingest.function.JarContent;
import io.weir.ingest.function.KeptFunctionSource;
import io.weir.support.note.Notes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a function source is changed; what is left open stays as it is.
 *
 * @param properties all of them
 */
record UpdateFunctionSourceRequest(
        @Schema(description = "A jar in Base64, 4 MiB at most") @Nullable
        String content,

        @Schema(example = "Of the sales team") @Nullable String comment,
        @Nullable Map<String, String> properties) {

    @Nullable
    JarContent checked() {
        return content == null ? null : JarContent.check(content);
    }

    Notes notes(KeptFunctionSource before) {
        return before.notes().with(comment, properties);
    }
}
