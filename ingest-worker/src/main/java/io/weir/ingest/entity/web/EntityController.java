package io.weir.ingest.entity.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.ingest.entity.Entities;
import io.weir.ingest.entity.EntityDetails;
import io.weir.ingest.pipeline.DryRun;
import io.weir.ingest.pipeline.DryRunLimits;
import io.weir.ingest.pipeline.RecordFormat;
import io.weir.ingest.store.EntityPage;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.answer.Locations;
import io.weir.support.idempotency.IdempotentRequests;
import io.weir.support.paging.PageRequest;
import io.weir.support.vitals.WaitsForCaller;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/stores/{store}/entities")
@Tag(name = "Entities")
class EntityController {

    private final Entities entities;
    private final IdempotentRequests requests;

    EntityController(Entities entities, IdempotentRequests requests) {
        this.entities = entities;
        this.requests = requests;
    }

    @GetMapping
    @RequiresGrant(value = Privilege.USAGE, on = ResourceKind.STORE, named = "store")
    @Operation(
            operationId = "listEntities",
            summary = "Lists what a store has, or a folder or schema of it",
            description =
                    "A page may hold fewer than its limit before the last one. Hubs are listed by Azure only: 422.")
    EntityListing list(
            @PathVariable String store,
            @Parameter(description = "Of a folder or schema; of the store itself unless it is given")
                    @RequestParam(required = false)
                    @Nullable
                    String path,
            @Parameter(description = "Those whose names begin so") @RequestParam(required = false) @Nullable
                    String prefix,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken) {
        PageRequest asked = PageRequest.of(limit, pageToken, prefix);
        EntityPage page = entities.list(
                store, Objects.requireNonNullElse(path, ""), asked.prefix(), asked.afterOrFirst(), asked.limit());
        return new EntityListing(page.entities(), page.next().isEmpty() ? null : asked.token(page.next()));
    }

    @GetMapping("/details")
    @RequiresGrant(value = Privilege.USAGE, on = ResourceKind.STORE, named = "store")
    @Operation(
            operationId = "getEntity",
            summary = "Gets what is known of an entity",
            description =
                    "Of a topic or hub its partitions, of a stream its shards, of a table its columns and rows, of a file its size.")
    EntityDetails get(@PathVariable String store, @RequestParam String path) {
        return entities.get(store, path);
    }

    @GetMapping("/sample")
    @WaitsForCaller
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.STORE, named = "store")
    @Operation(
            operationId = "sampleEntity",
            summary = "Shows some rows of an entity",
            description = "Of a topic, hub or file the first records, as a pipeline would read them, and those"
                    + " that could not be rows; of a stream the oldest records of its shards, decoded as if one did;"
                    + " of a table any rows. Nothing is written, and no consumer group is made.")
    DryRun sample(
            @PathVariable String store,
            @RequestParam String path,
            @Parameter(description = "Of records; JSON unless said otherwise") @RequestParam(required = false) @Nullable
                    RecordFormat format,
            @DryRunLimits.SampledRecords @RequestParam(required = false) @Nullable Integer records,
            @DryRunLimits.Wait @RequestParam(required = false) @Nullable Integer waitMillis) {
        return entities.sample(store, path, format, DryRunLimits.ofSample(records, waitMillis));
    }

    @PostMapping("/insert")
    @RequiresGrant(value = Privilege.INSERT, on = ResourceKind.STORE, named = "store")
    @Operation(
            operationId = "insertIntoEntity",
            summary = "Adds rows to a topic, a hub, a stream or a table",
            description =
                    "A row becomes a record of JSON, which is acknowledged by all replicas in sync before the answer;"
                            + " of a table all rows are there afterwards, or none.")
    @ApiResponse(responseCode = "201", description = "Added", useReturnTypeSchema = true)
    ResponseEntity<InsertedRowCount> insert(
            @PathVariable String store,
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key,
            @RequestBody InsertRowsRequest request) {
        return requests.once(key, "insertIntoEntity " + store, request, InsertedRowCount.class, () -> {
            entities.insert(store, request.path(), request.checkedRows());
            return ResponseEntity.created(
                            Locations.of("/api/v1/stores/{store}/entities/details?path={path}", store, request.path()))
                    .body(new InsertedRowCount(request.rows().size()));
        });
    }
}
