package io.weir.platform.access.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.platform.access.Role;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a role is created from.
 *
 * @param roles that it is granted: who has it has them too
 */
record CreateRoleRequest(
        @Schema(example = "analyst") String name,
        @Nullable String description,

        @Schema(example = "[\"reader\"]") @Nullable List<String> roles) {

    Role role(String creator, Instant now) {
        String text = Names.checkedDescription(description == null ? "" : description);
        List<String> granted = Names.checkedRoles(roles == null ? List.of() : roles);
        return new Role(Names.checked("name", name), text, granted, creator, now, now, 0);
    }
}
