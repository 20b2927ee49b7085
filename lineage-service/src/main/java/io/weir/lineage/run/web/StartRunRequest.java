package io.weir.lineage.run.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.lineage.run.RunPlan;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Starts a run, or only creates it.
 *
 * @param metadata anything; {@code inputs} and {@code outputs} in it name datasets
 * @param runId made by the caller, so that starting it again is the same run
 * @param parentRunId the run that starts this one
 * @param attempt of the same work, from 1
 * @param nominalStartTime begin of the time that the run is about
 * @param nominalEndTime end of it
 * @param created only create it; it starts with its first heartbeat or START event
 */
record StartRunRequest(
        @Schema(example = "{\"inputs\": [\"sales.orders\"]}") @Nullable
        Map<String, Object> metadata,

        @JsonProperty("run_id") @Nullable UUID runId,
        @JsonProperty("parent_run_id") @Nullable UUID parentRunId,
        @Nullable Integer attempt,
        @JsonProperty("nominal_start_time") @Nullable Instant nominalStartTime,
        @JsonProperty("nominal_end_time") @Nullable Instant nominalEndTime,
        @Nullable Boolean created) {

    RunPlan plan() {
        return new RunPlan(
                runId, parentRunId, attempt, nominalStartTime, nominalEndTime, !Boolean.TRUE.equals(created));
    }
}
