package io.weir.ingest.pipeline.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.ingest.pipeline.DryRun;
import io.weir.ingest.pipeline.DryRunLimits;
import io.weir.ingest.pipeline.DryRuns;
import io.weir.ingest.pipeline.PipelineDefinition;
import io.weir.ingest.pipeline.PipelineDefinitions;
import io.weir.support.access.ChecksGrants;
import io.weir.support.access.NewOwner;
import io.weir.support.vitals.WaitsForCaller;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/pipelines")
@Tag(name = "Pipelines")
class DryRunController {

    private final DryRuns dryRuns;
    private final PipelineDefinitions definitions;
    private final PipelineAccess grants;

    DryRunController(DryRuns dryRuns, PipelineDefinitions definitions, PipelineAccess grants) {
        this.dryRuns = dryRuns;
        this.definitions = definitions;
        this.grants = grants;
    }

    @PostMapping("/dry-run")
    @WaitsForCaller
    @ChecksGrants(PipelineAccess.OF_DEFINITION)
    @Operation(
            operationId = "dryRunPipeline",
            summary = "Shows what a pipeline would do with real records, and writes nothing",
            description =
                    "Checks the definition as its creation does, reads records from where it would begin (of LATEST: the last"
                            + " ones), and shows rows, columns and dead letters. No pipeline, run, table, watermark or"
                            + " consumer group is made. Tables that exist already are not looked at.")
    DryRun dryRun(
            @RequestBody PipelineDefinition request,
            @Parameter(
                            description = "Records to read at most, 1000 unless said otherwise",
                            schema = @Schema(type = "integer", format = "int32", minimum = "1", maximum = "10000"))
                    @RequestParam(required = false)
                    @Nullable
                    Integer records,
            @DryRunLimits.Wait @RequestParam(required = false) @Nullable Integer waitMillis,
            HttpServletRequest call) {
        grants.check(call, request);
        return dryRuns.of(request, DryRunLimits.of(records, waitMillis));
    }

    @PostMapping("/validate")
    @ChecksGrants(PipelineAccess.OF_DEFINITION)
    @Operation(
            operationId = "validatePipeline",
            summary = "Says what is wrong with a pipeline, or what it would be, and makes nothing",
            description =
                    "Checks the definition as its creation does (422 with everything that is wrong), and answers with the"
                            + " pipeline that would be made, all that was left open filled in. Nothing is read of its source, and"
                            + " that its name is taken is no matter.")
    PipelineView validate(@RequestBody PipelineDefinition request, HttpServletRequest call) {
        grants.check(call, request);
        return PipelineView.of(definitions.imagine(request, NewOwner.maker(call)));
    }
}
