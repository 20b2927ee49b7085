package io.weir.platform.access.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.platform.access.User;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A user as callers see it. */
@Schema(name = "User")
record UserDocument(
        String name,
        List<String> roles,
        Map<String, String> properties,

        @Schema(description = "Who looks after it: not the user itself, unless it was given", example = "user:ben")
        String owner,

        String createdBy,
        Instant createdAt,

        @Schema(description = "When its roles or its properties last changed")
        Instant updatedAt) {

    /** A first answer of before there were owners and properties is given again with its maker and none. */
    UserDocument {
        properties = Objects.requireNonNullElse(properties, Map.of());
        owner = Objects.requireNonNullElse(owner, createdBy);
    }

    static UserDocument of(User user) {
        return new UserDocument(
                user.name(),
                user.roles(),
                user.properties(),
                user.owner(),
                user.createdBy(),
                user.createdAt(),
                user.updatedAt());
    }
}
