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
        return new PipelineDefinition(
                name,
                Objects.requireNonNull(source).complete(group),
                target,
                Objects.requireNonNullElse(format, RecordFormat.JSON),
                Objects.requireNonNullElse(batch, BatchLimits.DEFAULT).complete());
    }
}
