package io.weir.lineage.run.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.lineage.LineageProblem;
import io.weir.lineage.openlineage.EventType;
import io.weir.lineage.run.Run;
import io.weir.lineage.run.RunArtifact;
import io.weir.lineage.run.RunLifecycle;
import io.weir.lineage.run.RunSearch;
import io.weir.lineage.run.RunState;
import io.weir.lineage.run.Runs;
import io.weir.support.access.NewOwner;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.answer.Locations;
import io.weir.support.idempotency.IdempotentRequests;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import io.weir.support.problem.ProblemException;
import io.weir.support.request.RequestIds;
import jakarta.servlet.ServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Runs")
class RunController {

    private final Runs runs;
    private final RunLifecycle lifecycle;
    private final IdempotentRequests requests;

    RunController(Runs runs, RunLifecycle lifecycle, IdempotentRequests requests) {
        this.requests = requests;
        this.runs = runs;
        this.lifecycle = lifecycle;
    }

    @PostMapping("/api/v1/jobs/{job_name}/runs")
    @ResponseStatus(HttpStatus.CREATED)
    @RequiresGrant(value = Privilege.INSERT, on = ResourceKind.JOB, named = "job_name")
    @Operation(operationId = "startRun", summary = "Starts a run of a job")
    ResponseEntity<StartedRun> start(
            @PathVariable("job_name") String jobName,
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key,
            @RequestBody StartRunRequest request,
            @Parameter(hidden = true) ServletRequest http) {
        return requests.once(key, "startRun " + jobName, request, StartedRun.class, () -> {
            Run run = lifecycle.start(jobName, request.plan(), request.metadata(), NewOwner.maker(http));
            return ResponseEntity.created(Locations.of("/api/v1/runs/{run}", run.runId()))
                    .body(StartedRun.of(run, RequestIds.of(http)));
        });
    }

    @PutMapping("/api/v1/jobs/{job_name}/runs/{run_id}/complete")
    @RequiresGrant(value = Privilege.INSERT, on = ResourceKind.JOB, named = "job_name")
    @Operation(operationId = "completeRun", summary = "Completes a run")
    CompletedRun complete(
            @PathVariable("job_name") String jobName,
            @PathVariable("run_id") UUID runId,
            @RequestBody CompleteRunRequest request,
            @Parameter(hidden = true) ServletRequest http) {
        List<RunArtifact> artifacts = request.artifacts() == null ? List.of() : request.artifacts();
        return CompletedRun.of(
                lifecycle.record(
                        jobName,
                        runId,
                        request.success() ? EventType.COMPLETE : EventType.FAIL,
                        request.metadata(),
                        artifacts),
                RequestIds.of(http));
    }

    @PostMapping("/api/v1/jobs/{job_name}/runs/{run_id}/events")
    @RequiresGrant(value = Privilege.INSERT, on = ResourceKind.JOB, named = "job_name")
    @Operation(operationId = "recordRunEvent", summary = "Says what became of a run")
    RunStatus event(
            @PathVariable("job_name") String jobName,
            @PathVariable("run_id") UUID runId,
            @RequestBody RecordRunEventRequest request,
            @Parameter(hidden = true) ServletRequest http) {
        return RunStatus.of(
                lifecycle.record(jobName, runId, request.eventType(), request.metadata(), List.of()),
                RequestIds.of(http));
    }

    @GetMapping("/api/v1/runs")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.JOB)
    @Operation(
            operationId = "listRunsOfAllJobs",
            summary = "Lists runs, latest first, without datasets and facets",
            description = "By the time of the first event of each run.")
    Page<Run> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken,
            @Parameter(description = "Those of jobs of exactly this name, in whatever namespaces")
                    @RequestParam(required = false)
                    @Nullable
                    String job,
            @Parameter(description = "Those in this state") @RequestParam(required = false) @Nullable RunState state,
            @Parameter(description = "Those whose first event is of this time or later")
                    @RequestParam(required = false)
                    @Nullable
                    Instant since) {
        return runs.search(new RunSearch(job, state, since), PageRequest.of(limit, pageToken));
    }

    @GetMapping("/api/v1/runs/{runId}/children")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.JOB)
    @Operation(operationId = "listChildRuns", summary = "The runs that a run started, without datasets and facets")
    Page<Run> children(
            @PathVariable UUID runId,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken) {
        return runs.children(runId, PageRequest.of(limit, pageToken));
    }

    @GetMapping("/api/v1/runs/{runId}")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.JOB)
    @Operation(operationId = "getRun", summary = "Gets a run")
    Run get(@PathVariable UUID runId) {
        return runs.find(runId)
                .orElseThrow(() -> new ProblemException(LineageProblem.RUN_NOT_FOUND, "No run has the id " + runId)
                        .with("runId", runId));
    }
}
