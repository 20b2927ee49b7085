package io.weir.ingest.pipeline;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a pipeline is to do. As asked for, until {@link PipelineRules} has looked at it and completed it. */
@Schema(name = "CreatePipelineRequest")
public record PipelineDefinition(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        String name,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        PipelineSource source,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        PipelineTarget target,

        @Nullable RecordFormat format,
        @Nullable BatchLimits batch) {

    /**
     * The definition with what was left open filled in; only after {@link PipelineRules} found nothing.
     *
     * @param group consumer group of those who name none
     */
    PipelineDefinition complete(String group) {
        PipelineSource asked = Objects.requireNonNull(source);
        return new PipelineDefinition(
                name,
                new PipelineSource(
                        asked.store(),
                        asked.topic(),
                        Objects.requireNonNullElse(asked.consumerGroup(), group),
                        Objects.requireNonNullElse(asked.startPosition(), PipelineSource.StartPosition.EARLIEST)),
                target,
                Objects.requireNonNullElse(format, RecordFormat.JSON),
                Objects.requireNonNullElse(batch, BatchLimits.DEFAULT).complete());
    }
}
