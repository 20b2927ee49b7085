package io.weir.lineage.facet;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a facet said for a while.
 *
 * @param facet its JSON; absent where events deleted it
 * @param since time of the first event that stated this, with nothing else stated between it and {@code until}
 * @param until time of the last event that stated this
 * @param runId the run of that last event
 * @param sinceEvent id of the first event
 */
public record FacetVersion(
        @Nullable Object facet,
        Instant since,
        Instant until,
        @Nullable UUID runId,
        UUID sinceEvent) {}
