package io.weir.ingest.pool.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.ingest.dependent.Removals;
import io.weir.ingest.pool.ComputePool;
import io.weir.ingest.pool.ComputePoolService;
import io.weir.ingest.pool.ComputePools;
import io.weir.ingest.pool.PoolDefinition;
import io.weir.ingest.pool.PoolState;
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
@RequestMapping("/api/v1/compute-pools")
@Tag(name = "Compute pools")
class ComputePoolController {

    private final ComputePoolService service;
    private final ComputePools pools;
    private final IdempotentRequests requests;
    private final Access access;

    ComputePoolController(ComputePoolService service, ComputePools pools, IdempotentRequests requests, Access access) {
        this.service = service;
        this.pools = pools;
        this.requests = requests;
        this.access = access;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @ChecksGrants("MANAGE on POOL of the name")
    @Operation(operationId = "createComputePool", summary = "Creates a compute pool, which runs")
    ResponseEntity<ComputePoolDocument> create(
            HttpServletRequest call,
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key,
            @RequestBody CreateComputePoolRequest request) {
        access.require(call, Privilege.MANAGE, ResourceKind.POOL, request.name());
        String name = request.checkedName();
        PoolDefinition definition = request.definition();
        String owner = NewOwner.maker(call);
        return requests.once(key, "createComputePool", request, ComputePoolDocument.class, () -> {
            ComputePool created = service.create(name, definition, owner);
            return ResponseEntity.created(URI.create("/api/v1/compute-pools/" + name))
                    .eTag(EntityTags.of(created.revision()))
                    .body(ComputePoolDocument.of(created));
        });
    }

    @GetMapping
    @ChecksGrants("lists what the caller has a grant on")
    @Operation(operationId = "listComputePools", summary = "Lists compute pools")
    ComputePoolPage list(
            HttpServletRequest call,
            @Parameter(description = "Those whose names begin so") @RequestParam(required = false) @Nullable
                    String prefix,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken,
            @Parameter(description = "Only those in this state") @RequestParam(required = false) @Nullable
                    PoolState state) {
        Visible visible = access.visible(call, ResourceKind.POOL);
        Page<ComputePool> page = Page.ofVisible(
                PageRequest.of(limit, pageToken, prefix),
                next -> pools.list(next, state),
                found -> visible.test(found.name(), found.owner()),
                ComputePool::name);
        return new ComputePoolPage(
                page.items().stream().map(ComputePoolDocument::of).toList(), page.nextPageToken());
    }

    @GetMapping("/{pool}")
    @RequiresGrant(value = Privilege.USAGE, on = ResourceKind.POOL, named = "pool")
    @Operation(operationId = "getComputePool", summary = "Gets a compute pool")
    ResponseEntity<ComputePoolDocument> get(@PathVariable String pool) {
        return answer(service.get(pool));
    }

    @PatchMapping("/{pool}")
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.POOL, named = "pool")
    @Operation(
            operationId = "updateComputePool",
            summary = "Changes a compute pool",
            description =
                    "Also one that runs: another number of units holds at once, another size when a pipeline of it is"
                            + " next placed.")
    ResponseEntity<ComputePoolDocument> update(
            @PathVariable String pool, IfMatch ifMatch, @RequestBody UpdateComputePoolRequest request) {
        return ifMatch.change(() -> {
            ComputePool read = service.get(pool);
            ifMatch.check(read.revision());
            return answer(service.change(read, request.of(read.definition())));
        });
    }

    @DeleteMapping("/{pool}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.POOL, named = "pool")
    @Operation(
            operationId = "deleteComputePool",
            summary = "Deletes a compute pool",
            description =
                    "One that pipelines name, at work or not, is not deleted: 409 with those pipelines, those that the"
                            + " caller may not see as a number. The pool `default` stays.")
    void delete(
            HttpServletRequest call,
            @PathVariable String pool,
            @Parameter(description = Removals.CASCADE) @RequestParam(required = false) @Nullable Boolean cascade,
            IfMatch ifMatch) {
        ifMatch.remove(() -> {
            ComputePool read = service.get(pool);
            ifMatch.check(read.revision());
            service.remove(read, new Removals.Manner(Boolean.TRUE.equals(cascade), access.remover(call)));
        });
    }

    @PostMapping("/{pool}/start")
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.POOL, named = "pool")
    @Operation(
            operationId = "startComputePool",
            summary = "Lets a compute pool run; its pipelines go on where they were")
    ResponseEntity<ComputePoolDocument> start(
            @PathVariable String pool,
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key) {
        return requests.once(
                key,
                "startComputePool " + pool,
                Map.of(),
                ComputePoolDocument.class,
                () -> answer(service.start(pool)));
    }

    @PostMapping("/{pool}/stop")
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.POOL, named = "pool")
    @Operation(
            operationId = "stopComputePool",
            summary = "Suspends a compute pool until it is started",
            description =
                    "Its pipelines stop after the batch in hand. They stay RUNNING or DRAINING with their runs, and say that"
                            + " they wait for their pool.")
    ResponseEntity<ComputePoolDocument> stop(
            @PathVariable String pool,
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key) {
        return requests.once(
                key, "stopComputePool " + pool, Map.of(), ComputePoolDocument.class, () -> answer(service.stop(pool)));
    }

    private static ResponseEntity<ComputePoolDocument> answer(ComputePool pool) {
        return EntityTags.ok(pool.revision(), ComputePoolDocument.of(pool));
    }
}
