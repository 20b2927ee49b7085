package io.weir.ingest.pipeline;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Where a pipeline takes records from.
 *
 * @param store name of a store of kind KAFKA or EVENTHUBS
 * @param consumerGroup whose members share the topic's partitions; by default one of the pipeline's own, or
 *     {@code $Default} of a hub
 * @param startPosition where partitions begin that were never read; by default EARLIEST
 */
public record PipelineSource(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        String store,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        String topic,

        @Nullable String consumerGroup,
        @Nullable StartPosition startPosition) {

    /** Where to begin. */
    public enum StartPosition {
        EARLIEST,
        LATEST
    }
}
