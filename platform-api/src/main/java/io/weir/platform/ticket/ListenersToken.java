package io.weir.platform.ticket;

import io.weir.support.identity.Identity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What tells how long somebody may listen.
 *
 * @param id of the API token that was brought; null where it was of another kind, or none
 * @param end when the token ends that was brought; null where that is looked up by its id, or never
 * @param caller who brought it; null where that is looked up by its id, or nobody has to say who they are
 * @param named whether the caller's roles are those alone that the token names; what its user was given here is looked up
 */
public record ListenersToken(
        @Nullable String id,
        @Nullable Instant end,
        @Nullable Identity caller,
        boolean named) {

    /** Of who listens for as long as they like. */
    public static final ListenersToken NONE = new ListenersToken(null, null, null, false);

    /** That of who brought an API token. */
    static ListenersToken ofId(String id) {
        return new ListenersToken(id, null, null, false);
    }

    /** Whether it has ended by itself. */
    public boolean isOver(Instant now) {
        return end != null && !now.isBefore(end);
    }

    /** Whether what its bearer may do can change, or the token can be revoked. */
    public boolean isLookedUp() {
        return id != null || caller != null;
    }
}
