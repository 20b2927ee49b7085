package io.weir.platform.access;

import java.time.Instant;
import java.util.List;

/**
 * A name for what some users may do.
 *
 * @param roles that it was granted itself, in the order of their names: who has it has what they were granted
 * @param updatedAt when its description or its roles last changed
 * @param revision grows by one with each change
 */
public record Role(
        String name,
        String description,
        List<String> roles,
        String createdBy,
        Instant createdAt,
        Instant updatedAt,
        long revision) {

    public Role {
        roles = List.copyOf(roles);
    }
}
