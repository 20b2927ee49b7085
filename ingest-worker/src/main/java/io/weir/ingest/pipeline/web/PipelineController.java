package io.weir.ingest.pipeline.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.ingest.pipeline.Pipeline;
import io.weir.ingest.pipeline.PipelineChange;
import io.weir.ingest.pipeline.PipelineChanges;
import io.weir.ingest.pipeline.PipelineDefinition;
import io.weir.ingest.pipeline.PipelineResets;
import io.weir.ingest.pipeline.PipelineService;
import io.weir.ingest.pipeline.PipelineState;
import io.weir.ingest.pipeline.Pipelines;
import io.weir.ingest.pipeline.ResetPosition;
import io.weir.support.access.Access;
import io.weir.support.access.ChecksGrants;
import io.weir.support.access.NewOwner;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.access.Visible;
import io.weir.support.etag.EntityTags;
import io.weir.support.etag.IfMatch;
import io.weir.support.idempotency.IdempotentRequests;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/pipelines")
@Tag(name = "Pipelines")
class PipelineController {

    private final PipelineService service;
    private final PipelineChanges changes;
    private final PipelineResets resets;
    private final Pipelines pipelines;
    private final IdempotentRequests requests;
    private final Access access;
    private final PipelineAccess grants;

    PipelineController(
            PipelineService service,
            PipelineChanges changes,
            PipelineResets resets,
            Pipelines pipelines,
            IdempotentRequests requests,
            Access access,
            PipelineAccess grants) {
        this.changes = changes;
        this.resets = resets;
        this.grants = grants;
        this.access = access;
        this.service = service;
        this.pipelines = pipelines;
        this.requests = requests;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @ChecksGrants(PipelineAccess.OF_DEFINITION)
    @Operation(operationId = "createPipeline", summary = "Creates a pipeline")
    ResponseEntity<PipelineView> create(
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key,
            @RequestBody PipelineDefinition request,
            HttpServletRequest call) {
        grants.check(call, request);
        String owner = NewOwner.maker(call);
        return requests.once(key, "createPipeline", request, PipelineView.class, () -> {
            Pipeline created = service.create(request, owner);
            return ResponseEntity.created(URI.create("/api/v1/pipelines/" + created.name()))
                    .eTag(EntityTags.of(created.revision()))
                    .body(PipelineView.of(created));
        });
    }

    @GetMapping
    @ChecksGrants("lists what the caller has a grant on")
    @Operation(operationId = "listPipelines", summary = "Lists pipelines")
    PipelinePage list(
            HttpServletRequest call,
            @Parameter(description = "Those whose names begin so") @RequestParam(required = false) @Nullable
                    String prefix,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken,
            @Parameter(description = "Only those in this state") @RequestParam(required = false)
                    PipelineState.@Nullable Name state) {
        PageRequest request = PageRequest.of(limit, pageToken, prefix);
        Visible visible = access.visible(call, ResourceKind.PIPELINE);
        Page<Pipeline> page = Page.ofVisible(
                request,
                next -> pipelines.list(next, state),
                found -> visible.test(found.name(), found.maker()),
                Pipeline::name);
        return new PipelinePage(page.items().stream().map(PipelineView::of).toList(), page.nextPageToken());
    }

    @GetMapping("/{pipeline}")
    @RequiresGrant(value = Privilege.USAGE, on = ResourceKind.PIPELINE, named = "pipeline")
    @Operation(operationId = "getPipeline", summary = "Gets a pipeline")
    ResponseEntity<PipelineView> get(@PathVariable String pipeline) {
        return answer(service.get(pipeline));
    }

    @PatchMapping("/{pipeline}")
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.PIPELINE, named = "pipeline")
    @Operation(
            operationId = "updatePipeline",
            summary = "Changes what a pipeline that is at rest does",
            description =
                    "What is left open stays as it is; what is there takes the place of what was, as a whole, and an empty list,"
                            + " text or object takes it away. The next start goes on from the watermark: a branch that comes gets"
                            + " rows of the records after it, one that goes gets no more. Source (but for its consumer"
                            + " group), target (but for `clusterBy` and `compaction` of a Delta table) and name cannot be changed.")
    ResponseEntity<PipelineView> update(
            @PathVariable String pipeline,
            IfMatch ifMatch,
            @RequestBody PipelineChange request,
            HttpServletRequest call) {
        return answer(ifMatch.change(() -> {
            Pipeline read = service.get(pipeline);
            grants.checkChange(call, request, read.definition());
            ifMatch.check(read.revision());
            return changes.change(read, request);
        }));
    }

    @DeleteMapping("/{pipeline}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.PIPELINE, named = "pipeline")
    @Operation(operationId = "deletePipeline", summary = "Deletes a stopped pipeline")
    void delete(@PathVariable String pipeline, IfMatch ifMatch) {
        Pipeline read = service.get(pipeline);
        ifMatch.check(read.revision());
        service.delete(read, ifMatch.isCondition());
    }

    @PostMapping("/{pipeline}/start")
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.PIPELINE, named = "pipeline")
    @Operation(operationId = "startPipeline", summary = "Starts a pipeline; its run begins")
    ResponseEntity<PipelineView> start(
            @PathVariable String pipeline,
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key) {
        return once(key, "startPipeline", pipeline, service::start);
    }

    @PostMapping("/{pipeline}/drain")
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.PIPELINE, named = "pipeline")
    @Operation(operationId = "drainPipeline", summary = "Takes what the topic holds now, then stops; its run completes")
    ResponseEntity<PipelineView> drain(
            @PathVariable String pipeline,
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key) {
        return once(key, "drainPipeline", pipeline, service::drain);
    }

    @PostMapping("/{pipeline}/pause")
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.PIPELINE, named = "pipeline")
    @Operation(
            operationId = "pausePipeline",
            summary = "Has a pipeline rest after the batch in hand, in the middle of its run",
            description =
                    "Its partitions, its connections and its unit are others' to have; its run stays open, also while workers end and"
                            + " start. It is not changed, reset or deleted before it is stopped. One that is paused stays as it is.")
    ResponseEntity<PipelineView> pause(
            @PathVariable String pipeline,
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key) {
        return once(key, "pausePipeline", pipeline, service::pause);
    }

    @PostMapping("/{pipeline}/resume")
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.PIPELINE, named = "pipeline")
    @Operation(
            operationId = "resumePipeline",
            summary = "Has a paused pipeline go on with its run",
            description =
                    "It goes on with the record after the last one that its targets hold; one that was paused while it drained"
                            + " drains to the same end. One that is at work stays as it is.")
    ResponseEntity<PipelineView> resume(
            @PathVariable String pipeline,
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key) {
        return once(key, "resumePipeline", pipeline, service::resume);
    }

    @PostMapping("/{pipeline}/stop")
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.PIPELINE, named = "pipeline")
    @Operation(operationId = "stopPipeline", summary = "Stops a pipeline after the batch in hand; its run ends")
    ResponseEntity<PipelineView> stop(
            @PathVariable String pipeline,
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key) {
        return once(key, "stopPipeline", pipeline, service::stop);
    }

    @PostMapping("/{pipeline}/reset")
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.PIPELINE, named = "pipeline")
    @Operation(
            operationId = "resetPipeline",
            summary = "Has a pipeline that is at rest begin anew at a position",
            description =
                    "The next start reads from there on, back or ahead, and counts from 0; with SEQUENCE only the partitions"
                            + " that are named, the others go on where they are. Rows and dead letters that are in the targets"
                            + " stay: records that are read again are appended again, or merged by their keys.")
    ResponseEntity<PipelineView> reset(
            @PathVariable String pipeline,
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key,
            @RequestBody ResetPosition request) {
        return requests.once(
                key,
                "resetPipeline " + pipeline,
                request,
                PipelineView.class,
                () -> answer(resets.reset(pipeline, request)));
    }

    private ResponseEntity<PipelineView> once(
            @Nullable String key, String operation, String pipeline, Function<String, Pipeline> work) {
        return requests.once(
                key, operation + " " + pipeline, Map.of(), PipelineView.class, () -> answer(work.apply(pipeline)));
    }

    private static ResponseEntity<PipelineView> answer(Pipeline pipeline) {
        return EntityTags.ok(pipeline.revision(), PipelineView.of(pipeline));
    }
}
