package io.weir.ingest.descriptor.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.ingest.descriptor.DescriptorContent;
import io.weir.ingest.descriptor.KeptDescriptorSource;
import io.weir.ingest.descriptor.Uploads;
import io.weir.support.note.Notes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a descriptor source is changed; what is left open stays as it is.
 *
 * @param properties all of them
 */
record UpdateDescriptorSourceRequest(
        @Schema(description = "A FileDescriptorSet in Base64, 4 MiB at most") @Nullable
        String content,

        @Schema(example = "Of the sales team") @Nullable String comment,
        @Nullable Map<String, String> properties) {

    @Nullable
    DescriptorContent checked() {
        return content == null ? null : Uploads.check(content);
    }

    Notes notes(KeptDescriptorSource before) {
        return before.notes().with(comment, properties);
    }
}
