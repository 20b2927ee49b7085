package io.weir.platform.access.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.platform.access.Role;
import io.weir.support.note.Notes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a role is created from.
 *
 * @param roles that it is granted: who has it has them too
 */
record CreateRoleRequest(
        @Schema(example = "analyst") String name,
        @Nullable String description,

        @Schema(description = "Texts about it, by name, which everybody may see who sees the role") @Nullable
        Map<String, String> properties,

        @Schema(example = "[\"reader\"]") @Nullable List<String> roles) {

    List<String> checkedRoles() {
        return Names.checkedRoles(roles == null ? List.of() : roles);
    }

    Role role(String creator, String owner, Instant now) {
        String text = Names.checkedDescription(description == null ? "" : description);
        Map<String, String> noted = Notes.NONE.with(null, properties).properties();
        return new Role(Names.checked("name", name), text, noted, checkedRoles(), owner, creator, now, now, 0);
    }
}
