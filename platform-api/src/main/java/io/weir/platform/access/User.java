package io.weir.platform.access;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A person, or a program with a name of its own.
 *
 * @param roles in the order of their names
 * @param properties texts about it, which nothing here reads
 * @param owner whose it is, as in {@code user:ben}: who looks after it, which is not the user itself unless it was given
 * @param updatedAt when its roles or its properties last changed
 * @param revision grows by one with each change
 */
public record User(
        String name,
        List<String> roles,
        Map<String, String> properties,
        String owner,
        String createdBy,
        Instant createdAt,
        Instant updatedAt,
        long revision) {

    public User {
        roles = List.copyOf(roles);
        properties = Map.copyOf(properties);
    }
}
