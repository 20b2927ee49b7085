package io.weir.lineage.run.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.weir.lineage.run.Run;
import io.weir.lineage.run.RunState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run that was just started.
 *
 * @param startedAt absent where it was only created
 */
record StartedRun(
        @JsonProperty("run_id") UUID runId,
        @JsonProperty("request_id") String requestId,
        @JsonProperty("job_name") String jobName,
        RunState state,
        @JsonProperty("started_at") @Nullable Instant startedAt) {

    static StartedRun of(Run run, String requestId) {
        return new StartedRun(run.runId(), requestId, run.job(), run.state(), run.startedAt());
    }
}
