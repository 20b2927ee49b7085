package io.weir.platform.organization.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.platform.organization.Organization;
import io.weir.platform.organization.Organizations;
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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/organizations")
@Tag(name = "Access")
class OrganizationController {

    private static final String SCOPE = "Without a user, a token needs the scope ADMIN.";

    private final Organizations organizations;
    private final IdempotentRequests requests;
    private final Access access;

    OrganizationController(Organizations organizations, IdempotentRequests requests, Access access) {
        this.organizations = organizations;
        this.requests = requests;
        this.access = access;
    }

    @PostMapping
    @ChecksGrants("MANAGE on ORGANIZATION of the name")
    @Operation(
            operationId = "createOrganization",
            summary = "Creates an organization",
            description = SCOPE + " What a role is granted on it holds for all that is put into it.")
    @ApiResponse(responseCode = "201", description = "Created", useReturnTypeSchema = true)
    ResponseEntity<OrganizationDocument> create(
            HttpServletRequest call,
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key,
            @RequestBody CreateOrganizationRequest request) {
        access.require(call, Privilege.MANAGE, ResourceKind.ORGANIZATION, request.name());
        // What Postgres can hold, so that what is answered now equals what is read later.
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Organization made = request.organization(NewOwner.maker(call), now);
        return requests.once(key, "createOrganization", request, OrganizationDocument.class, () -> {
            organizations.add(made);
            return ResponseEntity.created(URI.create("/api/v1/organizations/" + made.name()))
                    .eTag(EntityTags.of(made.revision()))
                    .body(OrganizationDocument.of(made));
        });
    }

    @GetMapping
    @ChecksGrants("lists what the caller has a grant on")
    @Operation(operationId = "listOrganizations", summary = "Lists organizations", description = SCOPE)
    OrganizationPage list(
            HttpServletRequest call,
            @Parameter(description = "Those whose names begin so") @RequestParam(required = false) @Nullable
                    String prefix,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken) {
        PageRequest asked = PageRequest.of(limit, pageToken, prefix);
        Visible visible = access.visible(call, ResourceKind.ORGANIZATION);
        Page<Organization> page = Page.ofVisible(
                asked, organizations::list, found -> visible.test(found.name(), found.owner()), Organization::name);
        return new OrganizationPage(
                page.items().stream().map(OrganizationDocument::of).toList(), page.nextPageToken());
    }

    @GetMapping("/{organization}")
    @RequiresGrant(value = Privilege.USAGE, on = ResourceKind.ORGANIZATION, named = "organization")
    @Operation(operationId = "getOrganization", summary = "Gets an organization", description = SCOPE)
    ResponseEntity<OrganizationDocument> get(@PathVariable String organization) {
        return answer(organizations.get(organization));
    }

    @PatchMapping("/{organization}")
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.ORGANIZATION, named = "organization")
    @Operation(
            operationId = "updateOrganization",
            summary = "Gives an organization another comment, or other properties",
            description = SCOPE)
    ResponseEntity<OrganizationDocument> update(
            @PathVariable String organization, IfMatch ifMatch, @RequestBody UpdateOrganizationRequest request) {
        return ifMatch.change(() -> {
            Organization read = organizations.get(organization);
            ifMatch.check(read.revision());
            return answer(request.change(read, organizations));
        });
    }

    @DeleteMapping("/{organization}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.ORGANIZATION, named = "organization")
    @Operation(
            operationId = "deleteOrganization",
            summary = "Deletes an organization and the grants on it",
            description = SCOPE + " One with something in it is not deleted: 409 with what that is; with cascade that"
                    + " is taken out, and stays what it is.")
    void delete(
            @PathVariable String organization,
            @Parameter(description = "Whether what is in it is taken out") @RequestParam(required = false) @Nullable
                    Boolean cascade,
            IfMatch ifMatch) {
        ifMatch.remove(() -> {
            Organization read = organizations.get(organization);
            ifMatch.check(read.revision());
            organizations.remove(read, Boolean.TRUE.equals(cascade));
        });
    }

    private static ResponseEntity<OrganizationDocument> answer(Organization organization) {
        return EntityTags.ok(organization.revision(), OrganizationDocument.of(organization));
    }
}
