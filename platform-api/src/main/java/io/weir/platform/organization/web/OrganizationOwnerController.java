package io.weir.platform.organization.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.platform.organization.Organization;
import io.weir.platform.organization.Organizations;
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
@Tag(name = "Access")
class OrganizationOwnerController {

    private final Organizations organizations;
    private final Access access;

    OrganizationOwnerController(Organizations organizations, Access access) {
        this.organizations = organizations;
        this.access = access;
    }

    @PutMapping("/api/v1/organizations/{organization}/owner")
    @RequiresGrant(value = Privilege.OWNERSHIP, on = ResourceKind.ORGANIZATION, named = "organization")
    @Operation(
            operationId = "handOverOrganization",
            summary = "Gives an organization another owner",
            description =
                    "Who decides from now on what is in it, and who may what with that. Of two who hand it over at once one is answered 412.")
    ResponseEntity<OrganizationDocument> handOver(
            HttpServletRequest call,
            @PathVariable String organization,
            IfMatch ifMatch,
            @RequestBody NewOwner request) {
        String owner = request.checked();
        Organization read = organizations.get(organization);
        ifMatch.check(read.revision());
        // Asked again of what is changed now: it may have become another's since the call came in.
        if (access.handsOver(call, ResourceKind.ORGANIZATION, organization, owner)
                && !organizations.handOver(read, owner)) {
            throw NewOwner.overtaken("organization", organization);
        }
        Organization given = organizations.get(organization);
        return EntityTags.ok(given.revision(), OrganizationDocument.of(given));
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnersOfOrganizations {

        @Bean
        Owners ownersOfOrganizations(Organizations organizations) {
            return Owners.of(
                    ResourceKind.ORGANIZATION, name -> organizations.find(name).map(Organization::owner));
        }
    }
}
