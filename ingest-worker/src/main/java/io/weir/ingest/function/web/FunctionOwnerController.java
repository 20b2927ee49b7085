package io.weir.ingest.function.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.ingest.function.FunctionService;
import io.weir.ingest.function.Functions;
import io.weir.ingest.function.KeptFunction;
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
@Tag(name = "Functions")
class FunctionOwnerController {

    private final FunctionService service;
    private final Access access;

    FunctionOwnerController(FunctionService service, Access access) {
        this.service = service;
        this.access = access;
    }

    @PutMapping("/api/v1/functions/{function}/owner")
    @RequiresGrant(value = Privilege.OWNERSHIP, on = ResourceKind.FUNCTION, named = "function")
    @Operation(
            operationId = "handOverFunction",
            summary = "Gives a function another owner",
            description = "Of two who hand it over at once one is answered 412. What was granted on it stays.")
    ResponseEntity<FunctionDocument> handOver(
            HttpServletRequest call, @PathVariable String function, IfMatch ifMatch, @RequestBody NewOwner request) {
        String owner = request.checked();
        KeptFunction read = service.get(function);
        ifMatch.check(read.revision());
        // Asked again of what is changed now: it may have become another's since the call came in.
        KeptFunction given = access.handsOver(call, ResourceKind.FUNCTION, function, owner)
                ? service.handOver(read, owner, ifMatch.isCondition())
                : read;
        return EntityTags.ok(given.revision(), FunctionDocument.of(given));
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnersOfFunctions {

        @Bean
        Owners ownersOfFunctions(Functions functions) {
            return Owners.of(ResourceKind.FUNCTION, name -> functions.find(name).map(KeptFunction::owner));
        }
    }
}
