package io.weir.ingest.pipeline.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.ingest.pipeline.DryRun;
import io.weir.ingest.pipeline.DryRunLimits;
import io.weir.ingest.pipeline.DryRuns;
import io.weir.ingest.pipeline.NamedRelations;
import io.weir.ingest.pipeline.PipelineDefinition;
import io.weir.ingest.pipeline.PipelineFunctions;
import io.weir.support.access.Access;
import io.weir.support.access.ChecksGrants;
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
    private final PipelineFunctions functions;
    private final NamedRelations relations;
    private final Access access;

    DryRunController(DryRuns dryRuns, PipelineFunctions functions, NamedRelations relations, Access access) {
        this.dryRuns = dryRuns;
        this.functions = functions;
        this.relations = relations;
        this.access = access;
    }

    @PostMapping("/dry-run")
    @ChecksGrants(
            "MANAGE on PIPELINE of the name, SELECT on the source, INSERT on each target, USAGE on a POOL, on FUNCTIONs and on a DESCRIPTOR_SOURCE that are named")
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
        PipelineAccess.check(
                access, call, request, functions.mentioned(request.written()), relations.readBy(request.query()));
        return dryRuns.of(request, DryRunLimits.of(records, waitMillis));
    }
}
