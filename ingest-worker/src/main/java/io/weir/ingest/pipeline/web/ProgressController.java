package io.weir.ingest.pipeline.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.ingest.progress.DeadLetter;
import io.weir.ingest.progress.DeadLetters;
import io.weir.ingest.progress.PipelineProgress;
import io.weir.ingest.progress.ProgressReports;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/pipelines/{pipeline}")
@Tag(name = "Pipelines")
class ProgressController {

    private final ProgressReports progress;
    private final DeadLetters deadLetters;

    ProgressController(ProgressReports progress, DeadLetters deadLetters) {
        this.progress = progress;
        this.deadLetters = deadLetters;
    }

    @GetMapping("/progress")
    @Operation(operationId = "getPipelineProgress", summary = "Watermarks, lag and counts of a pipeline")
    PipelineProgress progress(@PathVariable String pipeline) {
        return progress.of(pipeline);
    }

    @GetMapping("/dead-letters")
    @Operation(operationId = "listDeadLetters", summary = "Lists the records that could not be written")
    DeadLetterPage deadLetters(
            @PathVariable String pipeline,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken) {
        PageRequest request = PageRequest.of(limit, pageToken);
        Page<DeadLetter> page = Page.of(deadLetters.list(pipeline, request), request, DeadLetters::position);
        return new DeadLetterPage(page.items(), page.nextPageToken());
    }
}
