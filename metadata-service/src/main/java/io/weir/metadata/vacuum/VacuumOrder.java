package io.weir.metadata.vacuum;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What someone wants of a vacuum.
 *
 * @param dryRun whether it only says what it would delete
 * @param retainHours how long what was removed is kept
 * @param cutoff what was written or needed since then is kept
 * @param orderedBy who it was; null where nobody has to say who they are
 */
public record VacuumOrder(
        boolean dryRun,
        long retainHours,
        Instant cutoff,
        @Nullable String orderedBy,
        @Nullable String requestId) {}
