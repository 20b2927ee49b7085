package io.weir.platform.access.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.platform.access.User;
import io.weir.support.note.Notes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a user is created from. */
record CreateUserRequest(
        @Schema(example = "ann") String name,

        @Schema(example = "[\"analyst\"]") @Nullable List<String> roles,

        @Schema(
                description = "Texts about it, by name, which everybody may see who sees the user",
                example = "{\"mail\": \"ann@example.com\"}")
        @Nullable
        Map<String, String> properties) {

    List<String> checkedRoles() {
        return Names.checkedRoles(roles == null ? List.of() : roles);
    }

    User user(String creator, String owner, Instant now) {
        Map<String, String> noted = Notes.NONE.with(null, properties).properties();
        return new User(Names.checked("name", name), checkedRoles(), noted, owner, creator, now, now, 0);
    }
}
