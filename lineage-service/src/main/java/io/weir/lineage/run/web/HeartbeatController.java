package io.weir.lineage.run.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.lineage.heartbeat.Heartbeats;
import io.weir.lineage.openlineage.EntityName;
import io.weir.lineage.openlineage.NodeName;
import io.weir.lineage.run.JobSettings;
import io.weir.lineage.run.RunLifecycle;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.problem.ProblemException;
import io.weir.support.request.RequestIds;
import jakarta.servlet.ServletRequest;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Runs")
class HeartbeatController {

    private static final int LONGEST_TIMEOUT_SECONDS = 30 * 24 * 60 * 60;
    private static final String SETTINGS = "/api/v1/namespaces/{namespace}/jobs/{job}/settings";

    private final RunLifecycle lifecycle;
    private final Heartbeats heartbeats;

    HeartbeatController(RunLifecycle lifecycle, Heartbeats heartbeats) {
        this.lifecycle = lifecycle;
        this.heartbeats = heartbeats;
    }

    @PostMapping("/api/v1/jobs/{job_name}/runs/{run_id}/heartbeat")
    @RequiresGrant(value = Privilege.INSERT, on = ResourceKind.JOB, named = "job_name")
    @Operation(
            operationId = "sendHeartbeat",
            summary = "Says that a run is alive, and is told how it stands",
            description = "After an end a heartbeat changes nothing; the answer's state tells the sender to stop.")
    RunStatus heartbeat(
            @PathVariable("job_name") String jobName,
            @PathVariable("run_id") UUID runId,
            @Parameter(hidden = true) ServletRequest http) {
        return RunStatus.of(lifecycle.beat(jobName, runId), RequestIds.of(http));
    }

    @GetMapping(SETTINGS)
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.JOB, named = "job")
    @Operation(operationId = "getJobSettings", summary = "What is set for a job")
    JobSettings get(@PathVariable String namespace, @PathVariable String job) {
        return new JobSettings(heartbeats.timeoutSeconds(key(namespace, job)));
    }

    @PutMapping(SETTINGS)
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.JOB, named = "job")
    @Operation(operationId = "setJobSettings", summary = "Sets how long a job's runs may be silent")
    JobSettings set(@PathVariable String namespace, @PathVariable String job, @RequestBody JobSettings settings) {
        Integer seconds = settings.heartbeatTimeoutSeconds();
        if (seconds != null && (seconds < 1 || seconds > LONGEST_TIMEOUT_SECONDS)) {
            throw ProblemException.invalid(
                    "heartbeatTimeoutSeconds", "is out of range", seconds, "1 to " + LONGEST_TIMEOUT_SECONDS);
        }
        heartbeats.setTimeoutSeconds(key(namespace, job), seconds);
        return settings;
    }

    private static UUID key(String namespace, String job) {
        return NodeName.job(new EntityName(namespace, job)).key();
    }
}
