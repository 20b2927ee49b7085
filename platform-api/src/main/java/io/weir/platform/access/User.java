package io.weir.platform.access;

import java.time.Instant;
import java.util.List;

/**
 * A person, or a program with a name of its own.
 *
 * @param roles in the order of their names
 * @param updatedAt when its roles last changed
 * @param revision grows by one with each change
 */
public record User(
        String name, List<String> roles, String createdBy, Instant createdAt, Instant updatedAt, long revision) {

    public User {
        roles = List.copyOf(roles);
    }
}
