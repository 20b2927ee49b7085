package io.weir.ingest.pipeline;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.ingest.transform.Horizon;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Of records of the same keys only the first counts.
 *
 * @param keys columns that are equal in records that are the same
 * @param time column that says when a record happened
 * @param horizonMillis for how long, in the time of the records, keys are remembered; what is older than that is late
 * @param late what becomes of a late record; left out, it is left out and counted
 * @param idleMillis after how long a partition that gets no records is not waited for; left out, it is waited for always
 */
public record DedupeOptions(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        List<String> keys,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        String time,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, minimum = "1000", maximum = "2678400000") @Nullable
        Long horizonMillis,

        @Nullable LatePolicy late,

        @Schema(minimum = "1000", maximum = "2678400000") @Nullable
        Long idleMillis) {

    Horizon toHorizon() {
        return new Horizon(
                Objects.requireNonNull(time),
                TimeUnit.MILLISECONDS.toMicros(Objects.requireNonNull(horizonMillis)),
                late == LatePolicy.DEAD_LETTER,
                Objects.requireNonNull(keys),
                null,
                Objects.requireNonNullElse(idleMillis, 0L));
    }
}
