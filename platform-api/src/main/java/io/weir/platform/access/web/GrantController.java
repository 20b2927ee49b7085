package io.weir.platform.access.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.platform.access.AccessProblem;
import io.weir.platform.access.GrantFilter;
import io.weir.platform.access.GrantIssue;
import io.weir.platform.access.Grants;
import io.weir.platform.access.RoleGrant;
import io.weir.support.access.ChecksGrants;
import io.weir.support.access.Grant;
import io.weir.support.access.ResourceKind;
import io.weir.support.idempotency.IdempotentRequests;
import io.weir.support.identity.Identity;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/grants")
@Tag(name = "Access")
class GrantController {

    private final Grants grants;
    private final GrantIssue issue;
    private final IdempotentRequests requests;

    GrantController(Grants grants, GrantIssue issue, IdempotentRequests requests) {
        this.requests = requests;
        this.grants = grants;
        this.issue = issue;
    }

    @PostMapping
    @ChecksGrants("the same WITH GRANT OPTION, or OWNERSHIP")
    @Operation(
            operationId = "createGrant",
            summary = "Grants something to a role",
            description = "Needs the scope ADMIN, or the same grant with the grant option, or ownership.")
    @ApiResponse(responseCode = "201", description = "Created", useReturnTypeSchema = true)
    ResponseEntity<GrantDocument> create(
            HttpServletRequest call,
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key,
            @RequestBody CreateGrantRequest request) {
        Grant grant = request.grant();
        issue.check(Identity.of(call), grant);
        return requests.once(key, "createGrant", request, GrantDocument.class, () -> {
            RoleGrant given = issue.give(Identity.of(call), request.checkedRole(), grant);
            return ResponseEntity.created(URI.create("/api/v1/grants/" + given.id()))
                    .body(GrantDocument.of(given));
        });
    }

    @GetMapping
    @ChecksGrants("none for the caller's own roles")
    @Operation(
            operationId = "listGrants",
            summary = "Lists grants, in the order in which they were given",
            description = "Needs the scope ADMIN, or asks for a role that the caller has.")
    GrantPage list(
            HttpServletRequest call,
            @RequestParam(required = false) @Nullable String role,
            @Parameter(description = "Those on things of this kind") @RequestParam(required = false) @Nullable
                    ResourceKind kind,
            @Parameter(description = "Those on this very name, or beginning of names with a *")
                    @RequestParam(required = false)
                    @Nullable
                    String name,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken,
            @Parameter(description = "Whether those of the roles that the role has are listed too")
                    @RequestParam(required = false)
                    @Nullable
                    Boolean inherited) {
        PageRequest asked = PageRequest.of(limit, pageToken);
        Identity.of(call).filter(Identity::isBounded).ifPresent(caller -> mustHave(caller, role));
        long after = after(asked, pageToken);
        GrantFilter filter = new GrantFilter(role, kind, name == null ? null : Names.checkedPattern(name));
        List<RoleGrant> found = role != null && Boolean.TRUE.equals(inherited)
                ? grants.listInherited(filter, after, asked.limit() + 1)
                : grants.list(filter, after, asked.limit() + 1);
        List<GrantDocument> rows = found.stream().map(GrantDocument::of).toList();
        Page<GrantDocument> page = Page.of(rows, asked, grant -> Long.toString(grant.id()));
        return new GrantPage(page.items(), page.nextPageToken());
    }

    @GetMapping("/{grantId}")
    @ChecksGrants("none for the caller's own roles")
    @Operation(
            operationId = "getGrant",
            summary = "Gets a grant",
            description = "Needs the scope ADMIN, or is of a role that the caller has.")
    GrantDocument get(HttpServletRequest call, @PathVariable long grantId) {
        Optional<RoleGrant> found = grants.find(grantId);
        Identity.of(call)
                .filter(Identity::isBounded)
                .ifPresent(caller -> mustHave(caller, found.map(RoleGrant::role).orElse(null)));
        return found.map(GrantDocument::of)
                .orElseThrow(() ->
                        ProblemException.notFound(AccessProblem.GRANT_NOT_FOUND, "grant", Long.toString(grantId)));
    }

    @DeleteMapping("/{grantId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @ChecksGrants("the same WITH GRANT OPTION, or OWNERSHIP")
    @Operation(
            operationId = "deleteGrant",
            summary = "Takes a grant back",
            description =
                    "Needs the scope ADMIN, or the same grant with the grant option, or ownership. Holds everywhere"
                            + " within two seconds.")
    void delete(HttpServletRequest call, @PathVariable long grantId) {
        issue.takeBack(Identity.of(call), grantId);
    }

    private static void mustHave(Identity caller, @Nullable String role) {
        if (role == null || !caller.roles().contains(role)) {
            throw new ProblemException(
                    CommonProblem.FORBIDDEN,
                    caller.name() + " may list the grants of its own roles: " + caller.roles());
        }
    }

    private static long after(PageRequest asked, @Nullable String pageToken) {
        String after = asked.after();
        if (after != null && !after.matches("[0-9]{1,18}")) {
            throw ProblemException.invalid(
                    "pageToken", "is not a token of this list", pageToken, "the nextPageToken of the page before");
        }
        return after == null ? 0 : Long.parseLong(after);
    }
}
