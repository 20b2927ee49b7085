package io.weir.platform.access.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.platform.access.Role;
import io.weir.platform.access.Roles;
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
class RoleOwnerController {

    private final Roles roles;
    private final Access access;

    RoleOwnerController(Roles roles, Access access) {
        this.roles = roles;
        this.access = access;
    }

    @PutMapping("/api/v1/roles/{role}/owner")
    @RequiresGrant(value = Privilege.OWNERSHIP, on = ResourceKind.ROLE, named = "role")
    @Operation(
            operationId = "handOverRole",
            summary = "Gives a role another owner",
            description = "Who decides who has it from now on. Of two who hand it over at once one is answered 412.")
    ResponseEntity<RoleDocument> handOver(
            HttpServletRequest call, @PathVariable String role, IfMatch ifMatch, @RequestBody NewOwner request) {
        String owner = request.checked();
        Role read = roles.get(role);
        ifMatch.check(read.revision());
        // Asked again of what is changed now: it may have become another's since the call came in.
        if (access.handsOver(call, ResourceKind.ROLE, role, owner) && !roles.handOver(read, owner)) {
            throw NewOwner.overtaken("role", role);
        }
        Role given = roles.get(role);
        return EntityTags.ok(given.revision(), RoleDocument.of(given));
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnersOfRoles {

        @Bean
        Owners ownersOfRoles(Roles roles) {
            return Owners.of(ResourceKind.ROLE, name -> roles.find(name).map(Role::owner));
        }
    }
}
