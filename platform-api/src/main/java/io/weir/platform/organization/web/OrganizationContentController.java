package io.weir.platform.organization.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.platform.organization.Content;
import io.weir.platform.organization.Organizations;
import io.weir.support.access.Access;
import io.weir.support.access.ChecksGrants;
import io.weir.support.access.Member;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * What is in organizations. Who puts a thing into one gives it to whoever has a grant on that, so that it must be theirs to hand
 * out.
 */
@RestController
@RequestMapping("/api/v1/organizations/{organization}/contents")
@Tag(name = "Access")
class OrganizationContentController {

    private final Organizations organizations;
    private final Access access;

    OrganizationContentController(Organizations organizations, Access access) {
        this.organizations = organizations;
        this.access = access;
    }

    @GetMapping
    @RequiresGrant(value = Privilege.USAGE, on = ResourceKind.ORGANIZATION, named = "organization")
    @Operation(
            operationId = "listOrganizationContents",
            summary = "Lists what is in an organization",
            description = "In the order of kinds and names. Who has a grant on it has it on each of these.")
    ContentPage list(
            @PathVariable String organization,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken) {
        PageRequest asked = PageRequest.of(limit, pageToken);
        organizations.get(organization);
        Page<Content> page = Page.of(organizations.contents(organization, asked), asked, Content::key);
        return new ContentPage(page.items().stream().map(ContentDocument::of).toList(), page.nextPageToken());
    }

    @PutMapping
    @ChecksGrants("MANAGE on ORGANIZATION {organization}, OWNERSHIP on the thing")
    @Operation(
            operationId = "addOrganizationContent",
            summary = "Puts something into an organization",
            description = "What was granted on the organization holds for it, everywhere within two seconds. A thing is"
                    + " in one organization at most, and 1,000 things are in one; tables, relations and schemas are in"
                    + " their databases.")
    ContentDocument put(HttpServletRequest call, @PathVariable String organization, @RequestBody Member request) {
        access.require(call, Privilege.MANAGE, ResourceKind.ORGANIZATION, organization);
        Member member = Members.checked(request.kind(), request.name());
        access.require(call, Privilege.OWNERSHIP, member.kind(), member.name());
        return ContentDocument.of(organizations.put(organization, member));
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.ORGANIZATION, named = "organization")
    @Operation(
            operationId = "removeOrganizationContent",
            summary = "Takes something out of an organization",
            description = "It stays what it is; what was granted on the organization does not hold for it any more.")
    void take(@PathVariable String organization, @RequestParam ResourceKind kind, @RequestParam String name) {
        organizations.take(organization, Members.checked(kind, name));
    }
}
