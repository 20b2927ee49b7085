package io.weir.platform.access.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.platform.access.User;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a user is created from. */
record CreateUserRequest(
        @Schema(example = "ann") String name,

        @Schema(example = "[\"analyst\"]") @Nullable List<String> roles) {

    User user(String creator, Instant now) {
        List<String> given = roles == null ? List.of() : Names.checkedRoles(roles);
        return new User(Names.checked("name", name), given, creator, now, now, 0);
    }
}
