package io.weir.lineage.run.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.weir.lineage.run.Run;
import io.weir.lineage.run.RunState;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** A run that has ended. */
record CompletedRun(
        @JsonProperty("run_id") UUID runId,
        @JsonProperty("request_id") String requestId,
        @JsonProperty("job_name") String jobName,
        RunState state,
        @JsonProperty("ended_at") Instant endedAt) {

    static CompletedRun of(Run run, String requestId) {
        return new CompletedRun(
                run.runId(),
                requestId,
                run.job(),
                run.state(),
                Objects.requireNonNull(run.endedAt(), "an ended run has an end"));
    }
}
