package io.weir.platform.access.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.platform.access.Role;
import io.weir.platform.access.RoleInheritance;
import io.weir.platform.access.Roles;
import io.weir.platform.dependent.Known;
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
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/roles")
@Tag(name = "Access")
class RoleController {

    private static final String SCOPE = "Without a user, a token needs the scope ADMIN.";

    private final Roles roles;
    private final RoleInheritance inheritance;
    private final IdempotentRequests requests;
    private final Access access;

    RoleController(Roles roles, RoleInheritance inheritance, IdempotentRequests requests, Access access) {
        this.requests = requests;
        this.access = access;
        this.roles = roles;
        this.inheritance = inheritance;
    }

    @PostMapping
    @ChecksGrants("MANAGE on ROLE of the name, OWNERSHIP on each ROLE that it is granted")
    @Operation(operationId = "createRole", summary = "Creates a role", description = SCOPE)
    @ApiResponse(responseCode = "201", description = "Created", useReturnTypeSchema = true)
    ResponseEntity<RoleDocument> create(
            HttpServletRequest call,
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key,
            @RequestBody CreateRoleRequest request) {
        access.require(call, Privilege.MANAGE, ResourceKind.ROLE, request.name());
        GivenRoles.require(access, call, request.checkedRoles());
        Role role = request.role(Names.caller(call), NewOwner.maker(call), Names.now());
        return requests.once(key, "createRole", request, RoleDocument.class, () -> {
            inheritance.add(role);
            Role created = roles.get(role.name());
            return ResponseEntity.created(URI.create("/api/v1/roles/" + role.name()))
                    .eTag(EntityTags.of(created.revision()))
                    .body(RoleDocument.of(created));
        });
    }

    @GetMapping
    @ChecksGrants("lists what the caller has a grant on")
    @Operation(operationId = "listRoles", summary = "Lists roles", description = SCOPE)
    RolePage list(
            HttpServletRequest call,
            @Parameter(description = "Those whose names begin so") @RequestParam(required = false) @Nullable
                    String prefix,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken) {
        PageRequest asked = PageRequest.of(limit, pageToken, prefix);
        Visible visible = access.visible(call, ResourceKind.ROLE);
        Page<Role> page =
                Page.ofVisible(asked, roles::list, role -> visible.test(role.name(), role.owner()), Role::name);
        return new RolePage(page.items().stream().map(RoleDocument::of).toList(), page.nextPageToken());
    }

    @GetMapping("/{role}")
    @RequiresGrant(value = Privilege.USAGE, on = ResourceKind.ROLE, named = "role")
    @Operation(operationId = "getRole", summary = "Gets a role", description = SCOPE)
    ResponseEntity<RoleDocument> get(@PathVariable String role) {
        return answer(roles.get(role));
    }

    @PatchMapping("/{role}")
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.ROLE, named = "role")
    @Operation(
            operationId = "updateRole",
            summary = "Gives a role another description, or other properties",
            description = SCOPE + " What it is granted is changed role by role.")
    ResponseEntity<RoleDocument> update(
            @PathVariable String role, IfMatch ifMatch, @RequestBody UpdateRoleRequest request) {
        return ifMatch.change(() -> {
            Role read = roles.get(role);
            ifMatch.check(read.revision());
            return answer(request.change(read, roles));
        });
    }

    @DeleteMapping("/{role}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.ROLE, named = "role")
    @Operation(
            operationId = "deleteRole",
            summary = "Deletes a role and its grants",
            description =
                    SCOPE + " A role that users or other roles have is not deleted: 409 with them; with cascade it"
                            + " is taken from them, if the caller may change each.")
    void delete(
            HttpServletRequest call,
            @PathVariable String role,
            @Parameter(description = "Whether it is taken from whoever has it")
                    @RequestParam(required = false)
                    @Nullable
                    Boolean cascade,
            IfMatch ifMatch) {
        ifMatch.remove(() -> {
            Role read = roles.get(role);
            ifMatch.check(read.revision());
            Known known = Known.by(kind -> access.visible(call, kind));
            if (Boolean.TRUE.equals(cascade)) {
                roles.removeFromAll(
                        read, known, holder -> access.require(call, Privilege.MANAGE, holder.kind(), holder.name()));
            } else {
                roles.remove(read, known);
            }
        });
    }

    @PutMapping("/{role}/roles/{granted}")
    @ChecksGrants("MANAGE on ROLE {role}, OWNERSHIP on ROLE {granted}")
    @Operation(
            operationId = "grantRole",
            summary = "Grants a role to a role",
            description = SCOPE + " Who has the one then has what the other was granted, and what that one has, within"
                    + " two seconds. A role that would come to have itself is refused: 409 with the cycle.")
    ResponseEntity<RoleDocument> grant(
            HttpServletRequest call, @PathVariable String role, @PathVariable String granted) {
        access.require(call, Privilege.MANAGE, ResourceKind.ROLE, role);
        GivenRoles.require(access, call, List.of(granted));
        return answer(inheritance.give(role, granted));
    }

    @DeleteMapping("/{role}/roles/{granted}")
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.ROLE, named = "role")
    @Operation(
            operationId = "revokeRole",
            summary = "Takes a role back from a role",
            description = SCOPE + " Holds everywhere within two seconds.")
    ResponseEntity<RoleDocument> revoke(@PathVariable String role, @PathVariable String granted) {
        return answer(inheritance.takeBack(role, granted));
    }

    private static ResponseEntity<RoleDocument> answer(Role role) {
        return EntityTags.ok(role.revision(), RoleDocument.of(role));
    }
}
