package io.weir.lineage.run.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.weir.lineage.run.Run;
import io.weir.lineage.run.RunState;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** A run that was just started. */
record StartedRun(
        @JsonProperty("run_id") UUID runId,
        @JsonProperty("request_id") String requestId,
        @JsonProperty("job_name") String jobName,
        RunState state,
        @JsonProperty("started_at") Instant startedAt) {

    static StartedRun of(Run run, String requestId) {
        return new StartedRun(
                run.runId(),
                requestId,
                run.job(),
                run.state(),
                Objects.requireNonNull(run.startedAt(), "a started run has a start"));
    }
}
