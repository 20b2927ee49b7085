package io.weir.ingest.descriptor.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.support.note.Notes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a descriptor source is created from. */
record CreateDescriptorSourceRequest(
        @Schema(example = "orders") String name,

        @Schema(
                description =
                        "A FileDescriptorSet in Base64, 4 MiB at most, as `protoc --include_imports --descriptor_set_out` makes it",
                example = "CkAKCnNob3AucHJvdG8SB3Nob3AudjEiIQoFT3JkZXISCgoCaWQYASABKAMSDAoEbm90ZRgCIAEoCWIGcHJvdG8z")
        String content,

        @Nullable String comment,
        @Nullable Map<String, String> properties) {

    Notes notes() {
        return Notes.NONE.with(comment, properties);
    }
}
