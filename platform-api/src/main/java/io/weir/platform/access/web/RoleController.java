package io.weir.platform.access.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.platform.access.Role;
import io.weir.platform.access.RoleInheritance;
import io.weir.platform.access.Roles;
import io.weir.support.etag.EntityTags;
import io.weir.support.idempotency.IdempotentRequests;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
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

    private final Roles roles;
    private final RoleInheritance inheritance;
    private final IdempotentRequests requests;

    RoleController(Roles roles, RoleInheritance inheritance, IdempotentRequests requests) {
        this.requests = requests;
        this.roles = roles;
        this.inheritance = inheritance;
    }

    @PostMapping
    @Operation(operationId = "createRole", summary = "Creates a role", description = "Needs the scope ADMIN.")
    @ApiResponse(responseCode = "201", description = "Created", useReturnTypeSchema = true)
    ResponseEntity<RoleDocument> create(
            HttpServletRequest call,
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key,
            @RequestBody CreateRoleRequest request) {
        Role role = request.role(Names.caller(call), Names.now());
        return requests.once(key, "createRole", request, RoleDocument.class, () -> {
            inheritance.add(role);
            Role created = roles.get(role.name());
            return ResponseEntity.created(URI.create("/api/v1/roles/" + role.name()))
                    .eTag(EntityTags.of(created.revision()))
                    .body(RoleDocument.of(created));
        });
    }

    @GetMapping
    @Operation(operationId = "listRoles", summary = "Lists roles", description = "Needs the scope ADMIN.")
    RolePage list(
            @Parameter(description = "Those whose names begin so") @RequestParam(required = false) @Nullable
                    String prefix,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken) {
        PageRequest asked = PageRequest.of(limit, pageToken, prefix);
        List<RoleDocument> rows =
                roles.list(asked).stream().map(RoleDocument::of).toList();
        Page<RoleDocument> page = Page.of(rows, asked, RoleDocument::name);
        return new RolePage(page.items(), page.nextPageToken());
    }

    @GetMapping("/{role}")
    @Operation(operationId = "getRole", summary = "Gets a role", description = "Needs the scope ADMIN.")
    ResponseEntity<RoleDocument> get(@PathVariable String role) {
        return answer(roles.get(role));
    }

    @PatchMapping("/{role}")
    @Operation(
            operationId = "updateRole",
            summary = "Gives a role another description",
            description = "Needs the scope ADMIN. What it is granted is changed role by role.")
    ResponseEntity<RoleDocument> update(
            @PathVariable String role,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody UpdateRoleRequest request) {
        Role read = roles.get(role);
        EntityTags.check(ifMatch, read.revision());
        return answer(roles.update(read, Names.checkedDescription(request.description())));
    }

    @DeleteMapping("/{role}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "deleteRole",
            summary = "Deletes a role and its grants",
            description = "Needs the scope ADMIN. A role that users or other roles have is not deleted: 409 with them.")
    void delete(
            @PathVariable String role,
            @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable
                    String ifMatch) {
        Role read = roles.get(role);
        EntityTags.check(ifMatch, read.revision());
        roles.remove(read);
    }

    @PutMapping("/{role}/roles/{granted}")
    @Operation(
            operationId = "grantRole",
            summary = "Grants a role to a role",
            description =
                    "Needs the scope ADMIN. Who has the one then has what the other was granted, and what that one"
                            + " has, within two seconds. A role that would come to have itself is refused: 409 with the cycle.")
    ResponseEntity<RoleDocument> grant(@PathVariable String role, @PathVariable String granted) {
        return answer(inheritance.give(role, granted));
    }

    @DeleteMapping("/{role}/roles/{granted}")
    @Operation(
            operationId = "revokeRole",
            summary = "Takes a role back from a role",
            description = "Needs the scope ADMIN. Holds everywhere within two seconds.")
    ResponseEntity<RoleDocument> revoke(@PathVariable String role, @PathVariable String granted) {
        return answer(inheritance.takeBack(role, granted));
    }

    private static ResponseEntity<RoleDocument> answer(Role role) {
        return EntityTags.ok(role.revision(), RoleDocument.of(role));
    }
}
