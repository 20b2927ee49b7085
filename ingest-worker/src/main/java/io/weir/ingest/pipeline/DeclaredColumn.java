package io.weir.ingest.pipeline;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A column whose type is not to be inferred.
 *
 * @param type BOOLEAN, BIGINT, DOUBLE, DECIMAL(p,s), VARCHAR, DATE, TIME, TIMESTAMP, TIMESTAMP WITH TIME ZONE or UUID;
 *     of formats other than CSV also {@code T[]} and {@code STRUCT(name T, name T)}
 */
public record DeclaredColumn(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        String name,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        String type) {}
