package io.weir.platform.access.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.platform.access.AccessProblem;
import io.weir.platform.access.Role;
import io.weir.platform.access.RoleInheritance;
import io.weir.platform.access.Roles;
import io.weir.support.idempotency.IdempotentRequests;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import io.weir.support.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
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
    ResponseEntity<Role> create(
            HttpServletRequest call,
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key,
            @RequestBody CreateRoleRequest request) {
        Role role = request.role(Names.caller(call), Names.now());
        return requests.once(key, "createRole", request, Role.class, () -> {
            inheritance.add(role);
            return ResponseEntity.created(URI.create("/api/v1/roles/" + role.name()))
                    .body(roles.get(role.name()));
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
        Page<Role> page = Page.of(roles.list(asked), asked, Role::name);
        return new RolePage(page.items(), page.nextPageToken());
    }

    @GetMapping("/{role}")
    @Operation(operationId = "getRole", summary = "Gets a role", description = "Needs the scope ADMIN.")
    Role get(@PathVariable String role) {
        return roles.get(role);
    }

    @DeleteMapping("/{role}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "deleteRole",
            summary = "Deletes a role and its grants",
            description = "Needs the scope ADMIN. A role that users or other roles have is not deleted: 409 with them.")
    void delete(@PathVariable String role) {
        if (!roles.remove(role)) {
            throw ProblemException.notFound(AccessProblem.ROLE_NOT_FOUND, "role", role);
        }
    }

    @PutMapping("/{role}/roles/{granted}")
    @Operation(
            operationId = "grantRole",
            summary = "Grants a role to a role",
            description =
                    "Needs the scope ADMIN. Who has the one then has what the other was granted, and what that one"
                            + " has, within two seconds. A role that would come to have itself is refused: 409 with the cycle.")
    Role grant(@PathVariable String role, @PathVariable String granted) {
        return inheritance.give(role, granted);
    }

    @DeleteMapping("/{role}/roles/{granted}")
    @Operation(
            operationId = "revokeRole",
            summary = "Takes a role back from a role",
            description = "Needs the scope ADMIN. Holds everywhere within two seconds.")
    Role revoke(@PathVariable String role, @PathVariable String granted) {
        return inheritance.takeBack(role, granted);
    }
}
