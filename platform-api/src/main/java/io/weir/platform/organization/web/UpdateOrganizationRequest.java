package io.weir.platform.organization.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.platform.organization.Organization;
import io.weir.platform.organization.Organizations;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What of an organization is changed; what is left open stays as it is. */
record UpdateOrganizationRequest(
        @Schema(example = "The shop and its stock") @Nullable
        String comment,

        @Schema(description = "All of them, in place of those that there are") @Nullable
        Map<String, String> properties) {

    /** Changes one that was read. */
    Organization change(Organization read, Organizations organizations) {
        return organizations.update(read, read.notes().with(comment, properties));
    }
}
