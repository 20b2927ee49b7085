package io.weir.lineage.marquez;

import java.time.Instant;

/** Times of the earliest and the latest event of a run. */
public record RunTimes(Instant createdAt, Instant updatedAt) {}
