package io.weir.platform.access.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.platform.access.Role;
import java.time.Instant;
import java.util.List;

/** A role as callers see it. */
@Schema(name = "Role")
record RoleDocument(
        String name,
        String description,

        @Schema(description = "That it was granted itself: who has it has what they were granted")
        List<String> roles,

        String createdBy,
        Instant createdAt,

        @Schema(description = "When its description or its roles last changed")
        Instant updatedAt) {

    static RoleDocument of(Role role) {
        return new RoleDocument(
                role.name(), role.description(), role.roles(), role.createdBy(), role.createdAt(), role.updatedAt());
    }
}
