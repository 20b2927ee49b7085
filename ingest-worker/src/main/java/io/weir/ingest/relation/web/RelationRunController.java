package io.weir.ingest.relation.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.ingest.pipeline.DryRun;
import io.weir.ingest.pipeline.DryRunLimits;
import io.weir.ingest.relation.KeptRelation;
import io.weir.ingest.relation.RelationRuns;
import io.weir.ingest.relation.RelationService;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.etag.EntityTags;
import io.weir.support.idempotency.IdempotentRequests;
import io.weir.support.vitals.WaitsForCaller;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/relations/{relation}")
@Tag(name = "Relations")
class RelationRunController {

    private final RelationService service;
    private final RelationRuns runs;
    private final IdempotentRequests requests;

    RelationRunController(RelationService service, RelationRuns runs, IdempotentRequests requests) {
        this.service = service;
        this.runs = runs;
        this.requests = requests;
    }

    @PostMapping("/start")
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.RELATION, named = "relation")
    @Operation(
            operationId = "startRelation",
            summary = "Starts the pipeline that feeds a relation",
            description = "409 where it has none of its own.")
    ResponseEntity<RelationDocument> start(
            @PathVariable String relation,
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key) {
        return requests.once(key, "startRelation " + relation, Map.of(), RelationDocument.class, () -> {
            runs.start(service.get(relation));
            return answer(relation);
        });
    }

    @PostMapping("/stop")
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.RELATION, named = "relation")
    @Operation(
            operationId = "stopRelation",
            summary = "Stops the pipeline that feeds a relation, after the batch in hand")
    ResponseEntity<RelationDocument> stop(
            @PathVariable String relation,
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key) {
        return requests.once(key, "stopRelation " + relation, Map.of(), RelationDocument.class, () -> {
            runs.stop(service.get(relation));
            return answer(relation);
        });
    }

    @GetMapping("/sample")
    @WaitsForCaller
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.RELATION, named = "relation")
    @Operation(
            operationId = "sampleRelation",
            summary = "Shows some rows of a relation",
            description =
                    "Of records the first ones, as a pipeline would read them, and those that could not be rows; of a"
                            + " table any, of a Delta table out of its first hundred files. Nothing is written, and no consumer group is"
                            + " made. 422 where nobody can read it here, as a Delta table in a store of objects.")
    DryRun sample(
            @PathVariable String relation,
            @DryRunLimits.SampledRecords @RequestParam(required = false) @Nullable Integer records,
            @DryRunLimits.Wait @RequestParam(required = false) @Nullable Integer waitMillis) {
        return runs.sample(service.get(relation), DryRunLimits.ofSample(records, waitMillis));
    }

    private ResponseEntity<RelationDocument> answer(String name) {
        KeptRelation relation = service.get(name);
        return EntityTags.ok(relation.revision(), RelationDocument.of(relation));
    }
}
