package io.weir.ingest.compaction.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.ingest.compaction.CompactionReport;
import io.weir.ingest.compaction.Compactions;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import java.util.concurrent.CompletableFuture;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Pipelines")
class CompactionController {

    private final Compactions compactions;

    CompactionController(Compactions compactions) {
        this.compactions = compactions;
    }

    @PostMapping("/api/v1/pipelines/{pipeline}/compact")
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.PIPELINE, named = "pipeline")
    @Operation(
            operationId = "compactPipeline",
            summary = "Puts all small files of a pipeline's Delta tables together",
            description =
                    "Whether the pipeline is at work or not, and however few small files there are, of its own table and then of"
                            + " those of its branches. It answers after the"
                            + " file in hand once ten seconds are over: `STOPPED`, with `filesLeft`, is to be asked again.")
    CompletableFuture<CompactionReport> compact(@PathVariable String pipeline) {
        return compactions.ask(pipeline);
    }
}
