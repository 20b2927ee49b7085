package io.weir.lineage.event;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which events are asked for.
 *
 * @param after events of this time and later; null for no bound
 * @param before events earlier than this; null for no bound
 * @param offset events to pass over
 */
public record EventQuery(@Nullable Instant after, @Nullable Instant before, Order order, int limit, int offset) {

    /** The order of an answer, by the time of the events. */
    public enum Order {
        DESC,
        ASC;

        /** As SQL says it. */
        public String sql() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
