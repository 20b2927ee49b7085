package io.weir.platform.access.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.platform.access.Role;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A role as callers see it. */
@Schema(name = "Role")
record RoleDocument(
        String name,
        String description,
        Map<String, String> properties,

        @Schema(description = "That it was granted itself: who has it has what they were granted")
        List<String> roles,

        @Schema(description = "Whose it is: who decides who has it", example = "user:ann")
        String owner,

        String createdBy,
        Instant createdAt,

        @Schema(description = "When its description, its properties or its roles last changed")
        Instant updatedAt) {

    /** A first answer of before there were owners and properties is given again with its maker and none. */
    RoleDocument {
        properties = Objects.requireNonNullElse(properties, Map.of());
        owner = Objects.requireNonNullElse(owner, createdBy);
    }

    static RoleDocument of(Role role) {
        return new RoleDocument(
                role.name(),
                role.description(),
                role.properties(),
                role.roles(),
                role.owner(),
                role.createdBy(),
                role.createdAt(),
                role.updatedAt());
    }
}
