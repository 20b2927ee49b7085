package io.weir.platform.access;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A name for what some users may do.
 *
 * @param properties texts about it, which nothing here reads
 * @param roles that it was granted itself, in the order of their names: who has it has what they were granted
 * @param owner whose it is, as in {@code user:ann}: who decides who has it
 * @param updatedAt when its description, its properties or its roles last changed
 * @param revision grows by one with each change
 */
public record Role(
        String name,
        String description,
        Map<String, String> properties,
        List<String> roles,
        String owner,
        String createdBy,
        Instant createdAt,
        Instant updatedAt,
        long revision) {

    public Role {
        properties = Map.copyOf(properties);
        roles = List.copyOf(roles);
    }
}
