package io.weir.ingest.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that a store has: a topic, a file, a table, or what holds others.
 *
 * @param path from the root of the store, with slashes between folders, or a schema, and what they hold
 * @param bytes of a file
 * @param modifiedAt when a file was written
 */
@Schema(name = "Entity")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Entity(
        @Schema(example = "2026/11/events.ndjson") String path,

        EntityKind kind,

        @Nullable @Schema(description = "Of a file") Long bytes,

        @Nullable @Schema(description = "When a file was written")
        Instant modifiedAt) {

    /** Of which no more is known than that it is there. */
    public Entity(String path, EntityKind kind) {
        this(path, kind, null, null);
    }
}
