package io.weir.platform.organization.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.platform.organization.Organization;
import java.time.Instant;
import java.util.Map;

/** An organization as callers see it. */
@Schema(name = "Organization")
record OrganizationDocument(
        String name,
        String comment,
        Map<String, String> properties,

        @Schema(description = "Whose it is: who decides what is in it", example = "user:ann")
        String owner,

        Instant createdAt,

        @Schema(description = "When its comment or its properties last changed")
        Instant updatedAt) {

    static OrganizationDocument of(Organization organization) {
        return new OrganizationDocument(
                organization.name(),
                organization.notes().comment(),
                organization.notes().properties(),
                organization.owner(),
                organization.createdAt(),
                organization.updatedAt());
    }
}
