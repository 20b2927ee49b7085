package io.weir.ingest.progress.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.ingest.progress.DeadLetter;
import io.weir.ingest.progress.DeadLetterReplays;
import io.weir.ingest.progress.DeadLetters;
import io.weir.ingest.progress.PipelineProgress;
import io.weir.ingest.progress.ProgressGoal;
import io.weir.ingest.progress.ProgressWatch;
import io.weir.ingest.progress.ReplayedLetters;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.idempotency.IdempotentRequests;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import io.weir.support.vitals.WaitsForCaller;
import java.util.concurrent.CompletableFuture;
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
@RequestMapping("/api/v1/pipelines/{pipeline}")
@Tag(name = "Pipelines")
class ProgressController {

    private final ProgressWatch progress;
    private final DeadLetters deadLetters;
    private final DeadLetterReplays replays;
    private final IdempotentRequests requests;

    ProgressController(
            ProgressWatch progress, DeadLetters deadLetters, DeadLetterReplays replays, IdempotentRequests requests) {
        this.progress = progress;
        this.deadLetters = deadLetters;
        this.replays = replays;
        this.requests = requests;
    }

    @GetMapping("/progress")
    @WaitsForCaller
    @RequiresGrant(value = Privilege.USAGE, on = ResourceKind.PIPELINE, named = "pipeline")
    @Operation(
            operationId = "getPipelineProgress",
            summary = "Watermarks, lag and counts of a pipeline",
            description =
                    "With `waitMillis` the answer comes as soon as the pipeline has taken `received` records (without"
                            + " it: as soon as the pipeline is at rest), and after that time in any case.")
    CompletableFuture<PipelineProgress> progress(
            @PathVariable String pipeline,
            @Parameter(
                            description = "Records to wait for",
                            schema = @Schema(type = "integer", format = "int64", minimum = "0"))
                    @RequestParam(required = false)
                    @Nullable
                    Long received,
            @Parameter(
                            description = "The longest time to wait",
                            schema = @Schema(type = "integer", format = "int32", minimum = "0", maximum = "20000"))
                    @RequestParam(required = false)
                    @Nullable
                    Integer waitMillis) {
        return progress.await(pipeline, ProgressGoal.of(received, waitMillis));
    }

    @GetMapping("/dead-letters")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.PIPELINE, named = "pipeline")
    @Operation(
            operationId = "listDeadLetters",
            summary = "Lists the records that could not be written",
            description =
                    "A page of large records may have fewer than `limit`, and at least one where there are any: the last page is"
                            + " the one without a `nextPageToken`.")
    DeadLetterPage deadLetters(
            @PathVariable String pipeline,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken) {
        Page<DeadLetter> page = deadLetters.list(pipeline, PageRequest.of(limit, pageToken));
        return new DeadLetterPage(page.items(), page.nextPageToken());
    }

    @PostMapping("/dead-letters/replay")
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.PIPELINE, named = "pipeline")
    @Operation(
            operationId = "replayDeadLetters",
            summary = "Has dead letters go through their pipeline as it is now",
            description =
                    "Of a pipeline that is at rest, up to `limit` dead letters at once in the order of the list, those of before the"
                            + " last reset left alone. What becomes a row, or is filtered, is no dead letter any more; rows, letters"
                            + " and counts change in one transaction. The rest stays.")
    ResponseEntity<ReplayedLetters> replay(
            @PathVariable String pipeline,
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken) {
        PageRequest page = PageRequest.of(limit, pageToken);
        return requests.once(
                key,
                "replayDeadLetters " + pipeline,
                page,
                ReplayedLetters.class,
                () -> ResponseEntity.ok(replays.replay(pipeline, page)));
    }
}
