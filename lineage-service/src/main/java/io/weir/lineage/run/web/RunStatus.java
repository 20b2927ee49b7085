package io.weir.lineage.run.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.weir.lineage.run.Run;
import io.weir.lineage.run.RunState;
import java.util.UUID;

/**
 * How a run stands.
 *
 * @param lost whether it gave no sign of life for too long; a run that comes back is lost no more
 */
record RunStatus(
        @JsonProperty("run_id") UUID runId,
        @JsonProperty("request_id") String requestId,
        @JsonProperty("job_name") String jobName,
        RunState state,
        boolean lost) {

    static RunStatus of(Run run, String requestId) {
        return new RunStatus(run.runId(), requestId, run.job(), run.state(), run.lostSince() != null);
    }
}
