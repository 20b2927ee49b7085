package io.weir.lineage.marquez.web;

import io.swagger.v3.oas.annotations.Hidden;
import io.weir.lineage.graph.JobDetails;
import io.weir.lineage.graph.NodeDetails;
import io.weir.lineage.marquez.MarquezReads;
import io.weir.lineage.run.RunState;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.paging.PageRequest;
import io.weir.support.problem.ProblemException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Lists of jobs as Marquez' web interface asks for them on its first page: with an offset, which this service's own list
 * has none of, and by the states of latest runs.
 */
@Hidden
@RestController
class MarquezJobController {

    private final MarquezReads reads;
    private final NodeDetails details;

    MarquezJobController(MarquezReads reads, NodeDetails details) {
        this.reads = reads;
        this.details = details;
    }

    /** One page of jobs, and how many there are, counted up to 10,000. */
    record MarquezJobs(List<JobDetails> jobs, int totalCount) {}

    @GetMapping(path = "/api/v1/jobs", params = "offset")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.JOB)
    MarquezJobs all(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam int offset,
            @RequestParam(required = false) @Nullable List<String> lastRunStates) {
        return list(null, limit, offset, lastRunStates == null ? List.of() : lastRunStates);
    }

    @GetMapping(path = "/api/v1/namespaces/{namespace}/jobs", params = "lastRunStates")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.JOB)
    MarquezJobs ofNamespace(
            @PathVariable String namespace,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(defaultValue = "0") int offset,
            @RequestParam List<String> lastRunStates) {
        return list(namespace, limit, offset, lastRunStates);
    }

    private MarquezJobs list(@Nullable String namespace, @Nullable Integer limit, int offset, List<String> states) {
        Set<RunState> latest = states.stream()
                .map(MarquezJobController::state)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(RunState.class)));
        int most = PageRequest.of(limit, null).limit();
        return new MarquezJobs(
                details.jobs(reads.jobs(namespace, latest, most, Offsets.passedOver(offset))),
                reads.countJobs(namespace, latest));
    }

    private static RunState state(String inMarquezWords) {
        return Arrays.stream(RunState.values())
                .filter(state -> state.inMarquezWords().equals(inMarquezWords))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid(
                        "lastRunStates",
                        "is none of these",
                        inMarquezWords,
                        "NEW, RUNNING, COMPLETED, FAILED, ABORTED"));
    }
}
