package io.weir.lineage.marquez.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.lineage.LineageProblem;
import io.weir.lineage.facet.Facets;
import io.weir.lineage.intake.FacetChange.Owner;
import io.weir.lineage.marquez.MarquezReads;
import io.weir.lineage.marquez.RunTimes;
import io.weir.lineage.openlineage.EntityName;
import io.weir.lineage.openlineage.NodeName;
import io.weir.lineage.run.Run;
import io.weir.lineage.run.Runs;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import io.weir.support.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Runs where Marquez' readers look for them. */
@RestController
@Tag(name = "Lineage")
class MarquezRunController {

    private final Runs runs;
    private final Facets facets;
    private final MarquezReads reads;

    MarquezRunController(Runs runs, Facets facets, MarquezReads reads) {
        this.runs = runs;
        this.facets = facets;
        this.reads = reads;
    }

    @GetMapping("/api/v1/namespaces/{namespace}/jobs/{job}/runs")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.JOB, named = "job")
    @Operation(
            operationId = "listRuns",
            summary = "The runs of a job, latest first, without datasets and facets",
            description = "Each run is told twice: in items as getRun tells it, in runs in Marquez' words.")
    RunList list(
            @PathVariable String namespace,
            @PathVariable String job,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken,
            @RequestParam(required = false) @Nullable Integer offset) {
        UUID key = NodeName.job(new EntityName(namespace, job)).key();
        Page<Run> page = runs.ofJob(key, PageRequest.of(limit, pageToken), Offsets.passedOver(offset));
        Map<UUID, RunTimes> times =
                reads.times(page.items().stream().map(Run::runId).toList());
        List<MarquezRun> told = page.items().stream()
                .map(run -> MarquezRun.of(run, times.get(run.runId())))
                .toList();
        return new RunList(page.items(), page.nextPageToken(), told, reads.countRuns(key));
    }

    @GetMapping("/api/v1/jobs/runs/{id}")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.JOB)
    @Operation(operationId = "getMarquezRun", summary = "Gets a run in Marquez' words")
    MarquezRun get(@PathVariable UUID id) {
        return MarquezRun.of(require(id), reads.times(List.of(id)).get(id));
    }

    @GetMapping("/api/v1/jobs/runs/{id}/facets")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.JOB)
    @Operation(operationId = "getRunFacets", summary = "The facets of a run, or of its job")
    RunFacets facets(@PathVariable UUID id, @RequestParam(defaultValue = "run") String type) {
        Run run = require(id);
        return switch (type) {
            case "run", "RUN" -> new RunFacets(id, run.facets());
            case "job", "JOB" ->
                new RunFacets(
                        id,
                        facets.current(
                                Owner.JOB,
                                NodeName.job(new EntityName(run.namespace(), run.job()))
                                        .key()));
            default -> throw ProblemException.invalid("type", "is none of these", type, "run, job");
        };
    }

    private Run require(UUID id) {
        return runs.find(id)
                .orElseThrow(() -> new ProblemException(LineageProblem.RUN_NOT_FOUND, "No run has the id " + id)
                        .with("runId", id));
    }
}
