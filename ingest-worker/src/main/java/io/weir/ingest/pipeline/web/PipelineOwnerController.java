package io.weir.ingest.pipeline.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.ingest.pipeline.Pipeline;
import io.weir.ingest.pipeline.PipelineService;
import io.weir.ingest.pipeline.Pipelines;
import io.weir.support.access.Access;
import io.weir.support.access.NewOwner;
import io.weir.support.access.Owners;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.etag.EntityTags;
import io.weir.support.etag.IfMatch;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Pipelines")
class PipelineOwnerController {

    private final PipelineService service;
    private final Pipelines pipelines;
    private final Access access;

    PipelineOwnerController(PipelineService service, Pipelines pipelines, Access access) {
        this.service = service;
        this.pipelines = pipelines;
        this.access = access;
    }

    @PutMapping("/api/v1/pipelines/{pipeline}/owner")
    @RequiresGrant(value = Privilege.OWNERSHIP, on = ResourceKind.PIPELINE, named = "pipeline")
    @Operation(
            operationId = "handOverPipeline",
            summary = "Gives a pipeline another owner",
            description =
                    "Also one that is at work, which goes on. Of two who hand it over at once one is answered 412."
                            + " What was granted on it stays.")
    ResponseEntity<PipelineView> handOver(
            HttpServletRequest call, @PathVariable String pipeline, IfMatch ifMatch, @RequestBody NewOwner request) {
        String owner = request.checked();
        Pipeline read = service.get(pipeline);
        ifMatch.check(read.revision());
        // Asked again of what is changed now: it may have become another's since the call came in.
        if (access.handsOver(call, ResourceKind.PIPELINE, pipeline, owner)
                && !pipelines.handOver(read, owner, ifMatch.isCondition())) {
            throw NewOwner.overtaken("pipeline", pipeline);
        }
        Pipeline given = service.get(pipeline);
        return EntityTags.ok(given.revision(), PipelineView.of(given));
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnersOfPipelines {

        @Bean
        Owners ownersOfPipelines(Pipelines pipelines) {
            return Owners.of(ResourceKind.PIPELINE, name -> pipelines.find(name).map(Pipeline::maker));
        }
    }
}
