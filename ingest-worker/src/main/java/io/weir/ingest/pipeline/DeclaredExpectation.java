package io.weir.ingest.pipeline;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.ingest.transform.Expectation;
import org.jspecify.annotations.Nullable;

/**
 * What every row is expected to be.
 *
 * @param name what it is counted by
 * @param condition over columns of the row as it would be written, after the transform if there is one; true of what is as
 *     expected
 * @param action what becomes of a record otherwise: WARN counts and writes it, DROP makes it a dead letter, FAIL ends the
 *     pipeline before anything of its batch is written
 */
public record DeclaredExpectation(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, maxLength = 63, pattern = "[A-Za-z_][A-Za-z0-9_]*")
        @Nullable
        String name,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, maxLength = 1_000, example = "price > 0") @Nullable
        String condition,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) Expectation.@Nullable Action action) {}
