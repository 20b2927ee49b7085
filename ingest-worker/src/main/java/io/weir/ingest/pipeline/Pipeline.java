package io.weir.ingest.pipeline;

import io.weir.ingest.decode.Format;
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

    /** How its records are read. */
    public Format format() {
        return Objects.requireNonNull(definition.format()).of(definition);
    }

    public BatchLimits batch() {
        return Objects.requireNonNull(definition.batch());
    }
}
