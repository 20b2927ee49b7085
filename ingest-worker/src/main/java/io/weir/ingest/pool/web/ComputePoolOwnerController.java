package io.weir.ingest.pool.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.ingest.pool.ComputePool;
import io.weir.ingest.pool.ComputePoolService;
import io.weir.ingest.pool.ComputePools;
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
@Tag(name = "Compute pools")
class ComputePoolOwnerController {

    private final ComputePoolService service;
    private final Access access;

    ComputePoolOwnerController(ComputePoolService service, Access access) {
        this.service = service;
        this.access = access;
    }

    @PutMapping("/api/v1/compute-pools/{pool}/owner")
    @RequiresGrant(value = Privilege.OWNERSHIP, on = ResourceKind.POOL, named = "pool")
    @Operation(
            operationId = "handOverComputePool",
            summary = "Gives a compute pool another owner",
            description = "Of two who hand it over at once one is answered 412. What was granted on it stays.")
    ResponseEntity<ComputePoolDocument> handOver(
            HttpServletRequest call, @PathVariable String pool, IfMatch ifMatch, @RequestBody NewOwner request) {
        String owner = request.checked();
        ComputePool read = service.get(pool);
        ifMatch.check(read.revision());
        // Asked again of what is changed now: it may have become another's since the call came in.
        ComputePool given = access.handsOver(call, ResourceKind.POOL, pool, owner)
                ? service.handOver(read, owner, ifMatch.isCondition())
                : read;
        return EntityTags.ok(given.revision(), ComputePoolDocument.of(given));
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnersOfPools {

        @Bean
        Owners ownersOfPools(ComputePools pools) {
            return Owners.of(ResourceKind.POOL, name -> pools.find(name).map(ComputePool::owner));
        }
    }
}
