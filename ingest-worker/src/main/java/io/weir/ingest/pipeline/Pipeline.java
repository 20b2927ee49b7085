package io.weir.ingest.pipeline;

import java.time.Instant;
import java.util.Objects;

/** A pipeline as it is kept. */
public record Pipeline(PipelineDefinition definition, PipelineState state, Instant createdAt, Instant updatedAt) {

    public String name() {
        return Objects.requireNonNull(definition.name());
    }

    public PipelineSource source() {
        return Objects.requireNonNull(definition.source());
    }

    public PipelineTarget target() {
        return Objects.requireNonNull(definition.target());
    }

    public BatchLimits batch() {
        return Objects.requireNonNull(definition.batch());
    }
}
