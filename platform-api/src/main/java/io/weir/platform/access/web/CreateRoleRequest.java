package io.weir.platform.access.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.platform.access.Role;
import io.weir.support.problem.ProblemException;
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

    private static final int LONGEST = 1000;

    Role role(String creator, Instant now) {
        String text = description == null ? "" : description;
        if (text.length() > LONGEST || text.indexOf('\0') >= 0) {
            throw ProblemException.invalid(
                    "description", "is too long", text.length(), "at most " + LONGEST + " characters");
        }
        List<String> granted = Names.checkedRoles(roles == null ? List.of() : roles);
        return new Role(Names.checked("name", name), text, granted, creator, now);
    }
}
