package io.weir.platform.ticket;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What tells how long somebody may listen.
 *
 * @param id of the API token that was brought; null where it was of another kind, or none
 * @param end when the token ends that was brought; null where that is looked up by its id, or never
 */
public record ListenersToken(@Nullable String id, @Nullable Instant end) {

    /** Of who listens for as long as they like. */
    public static final ListenersToken NONE = new ListenersToken(null, null);

    /** Whether it has ended by itself. */
    public boolean isOver(Instant now) {
        return end != null && !now.isBefore(end);
    }
}
