package io.weir.platform.access.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.platform.access.User;
import java.time.Instant;
import java.util.List;

/** A user as callers see it. */
@Schema(name = "User")
record UserDocument(String name, List<String> roles, String createdBy, Instant createdAt, Instant updatedAt) {

    static UserDocument of(User user) {
        return new UserDocument(user.name(), user.roles(), user.createdBy(), user.createdAt(), user.updatedAt());
    }
}
