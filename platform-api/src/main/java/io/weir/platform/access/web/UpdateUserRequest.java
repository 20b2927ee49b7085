package io.weir.platform.access.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.platform.access.User;
import io.weir.support.note.Notes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What of a user is changed; what is left open stays as it is. */
record UpdateUserRequest(
        @Schema(description = "All that it has from now on", example = "[\"analyst\"]") @Nullable
        List<String> roles,

        @Schema(description = "All of them, in place of those that there are") @Nullable
        Map<String, String> properties) {

    List<String> checkedRoles(User read) {
        return roles == null ? read.roles() : Names.checkedRoles(roles);
    }

    /** Roles that it has not yet. */
    List<String> addedRoles(User read) {
        return checkedRoles(read).stream()
                .filter(role -> !read.roles().contains(role))
                .toList();
    }

    Map<String, String> checkedProperties(User read) {
        return new Notes("", read.properties()).with(null, properties).properties();
    }
}
