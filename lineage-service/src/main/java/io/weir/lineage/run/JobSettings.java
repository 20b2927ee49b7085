package io.weir.lineage.run;

import org.jspecify.annotations.Nullable;

/**
 * What is set for one job.
 *
 * @param heartbeatTimeoutSeconds without a sign of life until a run counts as lost; absent for the service's default
 */
public record JobSettings(@Nullable Integer heartbeatTimeoutSeconds) {}
