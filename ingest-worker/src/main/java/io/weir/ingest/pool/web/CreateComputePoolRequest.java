package io.weir.ingest.pool.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.ingest.pool.PoolDefinition;
import io.weir.ingest.pool.PoolSize;
import io.weir.support.problem.ProblemException;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a pool is created from. */
record CreateComputePoolRequest(
        @Schema(example = "night") String name,

        @Schema(description = "What a unit holds at once: batches of 16, 64 or 256 MiB. LARGE unless said otherwise")
        @Nullable
        PoolSize size,

        @Schema(description = "Pipelines that run whatever other pools want; 0 unless said otherwise") @Nullable
        Integer minUnits,

        @Schema(description = "Pipelines that run at once; 10 unless said otherwise") @Nullable
        Integer maxUnits,

        @Schema(
                description =
                        "Minutes without events after which it is suspended; 0, which is never, unless said otherwise")
        @Nullable
        Integer autoSuspendMinutes,

        @Nullable Map<String, String> properties) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");
    private static final PoolDefinition PLAIN = new PoolDefinition(PoolSize.LARGE, 0, 10, 0, Map.of());

    /** The name, checked: it is a path segment of every address below the pool. */
    String checkedName() {
        if (!NAME.matcher(name).matches()) {
            throw ProblemException.invalid(
                    "name",
                    "is not a name",
                    name,
                    "1 to 100 letters, digits, '_', '.' and '-', the first a letter or digit");
        }
        return name;
    }

    PoolDefinition definition() {
        return new UpdateComputePoolRequest(size, minUnits, maxUnits, autoSuspendMinutes, properties).of(PLAIN);
    }
}
