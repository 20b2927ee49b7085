package io.weir.ingest.relation.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.ingest.relation.KeptRelation;
import io.weir.ingest.relation.RelationService;
import io.weir.ingest.relation.Relations;
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
@Tag(name = "Relations")
class RelationOwnerController {

    private final RelationService service;
    private final Access access;

    RelationOwnerController(RelationService service, Access access) {
        this.service = service;
        this.access = access;
    }

    @PutMapping("/api/v1/relations/{relation}/owner")
    @RequiresGrant(value = Privilege.OWNERSHIP, on = ResourceKind.RELATION, named = "relation")
    @Operation(
            operationId = "handOverRelation",
            summary = "Gives a relation another owner",
            description = "Of two who hand it over at once one is answered 412. What was granted on it stays.")
    ResponseEntity<RelationDocument> handOver(
            HttpServletRequest call, @PathVariable String relation, IfMatch ifMatch, @RequestBody NewOwner request) {
        String owner = request.checked();
        KeptRelation read = service.get(relation);
        ifMatch.check(read.revision());
        // Asked again of what is changed now: it may have become another's since the call came in.
        KeptRelation given = access.handsOver(call, ResourceKind.RELATION, relation, owner)
                ? service.handOver(read, owner, ifMatch.isCondition())
                : read;
        return EntityTags.ok(given.revision(), RelationDocument.of(given));
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnersOfRelations {

        @Bean
        Owners ownersOfRelations(Relations relations) {
            return Owners.of(ResourceKind.RELATION, name -> relations.find(name).map(KeptRelation::owner));
        }
    }
}
