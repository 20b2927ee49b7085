package io.weir.platform.organization.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.platform.organization.Content;
import io.weir.support.access.ResourceKind;
import java.time.Instant;

/** What is in an organization, as callers see it. */
@Schema(name = "OrganizationContent")
record ContentDocument(ResourceKind kind, String name, Instant addedAt) {

    static ContentDocument of(Content content) {
        return new ContentDocument(content.member().kind(), content.member().name(), content.addedAt());
    }
}
