package io.weir.ingest.function.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.ingest.function.FunctionSourceService;
import io.weir.ingest.function.FunctionSources;
import io.weir.ingest.function.KeptFunctionSource;
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
@Tag(name = "Function sources")
class FunctionSourceOwnerController {

    private final FunctionSourceService service;
    private final Access access;

    FunctionSourceOwnerController(FunctionSourceService service, Access access) {
        this.service = service;
        this.access = access;
    }

    @PutMapping("/api/v1/function-sources/{source}/owner")
    @RequiresGrant(value = Privilege.OWNERSHIP, on = ResourceKind.FUNCTION_SOURCE, named = "source")
    @Operation(
            operationId = "handOverFunctionSource",
            summary = "Gives a function source another owner",
            description = "Of two who hand it over at once one is answered 412. What was granted on it stays.")
    ResponseEntity<FunctionSourceDocument> handOver(
            HttpServletRequest call, @PathVariable String source, IfMatch ifMatch, @RequestBody NewOwner request) {
        String owner = request.checked();
        KeptFunctionSource read = service.get(source);
        ifMatch.check(read.revision());
        // Asked again of what is changed now: it may have become another's since the call came in.
        KeptFunctionSource given = access.handsOver(call, ResourceKind.FUNCTION_SOURCE, source, owner)
                ? service.handOver(read, owner, ifMatch.isCondition())
                : read;
        return EntityTags.ok(given.revision(), FunctionSourceDocument.of(given));
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnersOfFunctionSources {

        @Bean
        Owners ownersOfFunctionSources(FunctionSources sources) {
            return Owners.of(
                    ResourceKind.FUNCTION_SOURCE, name -> sources.find(name).map(KeptFunctionSource::owner));
        }
    }
}
