package io.weir.platform.access.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.platform.access.Role;
import io.weir.platform.access.Roles;
import io.weir.support.note.Notes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What of a role is changed; what is left open stays as it is, and what it is granted is changed role by role. */
record UpdateRoleRequest(
        @Schema(example = "salespeople") @Nullable String description,

        @Schema(description = "All of them, in place of those that there are") @Nullable
        Map<String, String> properties) {

    /** Changes one that was read. */
    Role change(Role read, Roles roles) {
        String text = description == null ? read.description() : Names.checkedDescription(description);
        return roles.update(
                read,
                text,
                new Notes("", read.properties()).with(null, properties).properties());
    }
}
