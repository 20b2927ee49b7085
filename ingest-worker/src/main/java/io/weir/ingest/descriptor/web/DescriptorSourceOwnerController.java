package io.weir.ingest.descriptor.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.ingest.descriptor.DescriptorSourceService;
import io.weir.ingest.descriptor.DescriptorSources;
import io.weir.ingest.descriptor.KeptDescriptorSource;
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
@Tag(name = "Descriptor sources")
class DescriptorSourceOwnerController {

    private final DescriptorSourceService service;
    private final Access access;

    DescriptorSourceOwnerController(DescriptorSourceService service, Access access) {
        this.service = service;
        this.access = access;
    }

    @PutMapping("/api/v1/descriptor-sources/{source}/owner")
    @RequiresGrant(value = Privilege.OWNERSHIP, on = ResourceKind.DESCRIPTOR_SOURCE, named = "source")
    @Operation(
            operationId = "handOverDescriptorSource",
            summary = "Gives a descriptor source another owner",
            description = "Of two who hand it over at once one is answered 412. What was granted on it stays.")
    ResponseEntity<DescriptorSourceDocument> handOver(
            HttpServletRequest call, @PathVariable String source, IfMatch ifMatch, @RequestBody NewOwner request) {
        String owner = request.checked();
        KeptDescriptorSource read = service.get(source);
        ifMatch.check(read.revision());
        // Asked again of what is changed now: it may have become another's since the call came in.
        KeptDescriptorSource given = access.handsOver(call, ResourceKind.DESCRIPTOR_SOURCE, source, owner)
                ? service.handOver(read, owner, ifMatch.isCondition())
                : read;
        return EntityTags.ok(given.revision(), DescriptorSourceDocument.of(given));
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnersOfDescriptorSources {

        @Bean
        Owners ownersOfDescriptorSources(DescriptorSources sources) {
            return Owners.of(
                    ResourceKind.DESCRIPTOR_SOURCE, name -> sources.find(name).map(KeptDescriptorSource::owner));
        }
    }
}
