package io.weir.platform.access;

import io.weir.support.access.Grant;
import io.weir.support.access.Privilege;
import io.weir.support.access.ResourceKind;
import org.jspecify.annotations.Nullable;

/**
 * Which grants are asked for; null asks for all.
 *
 * @param role that has them
 * @param kind of what they are on
 * @param name of what they are on, or the beginning of names with a {@code *}, as it was granted
 */
public record GrantFilter(
        @Nullable String role,
        @Nullable ResourceKind kind,
        @Nullable String name) {

    /** Names of tables and schemas are told apart by what they mean. */
    public GrantFilter {
        name = kind == null || name == null ? name : new Grant(Privilege.USAGE, kind, name, false).name();
    }
}
