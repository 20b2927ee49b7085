package io.weir.lineage.run.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.lineage.run.Run;
import io.weir.lineage.run.RunSearch;
import io.weir.lineage.run.RunState;
import io.weir.lineage.run.Runs;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Runs")
class RunListController {

    private final Runs runs;

    RunListController(Runs runs) {
        this.runs = runs;
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
}
