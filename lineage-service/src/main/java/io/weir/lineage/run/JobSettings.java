package io.weir.lineage.run;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is set for one job.
 *
 * @param heartbeatTimeoutSeconds without a sign of life until a run counts as lost; absent for the service's default
 */
public record JobSettings(@Schema(example = "600") @Nullable Integer heartbeatTimeoutSeconds) {}
