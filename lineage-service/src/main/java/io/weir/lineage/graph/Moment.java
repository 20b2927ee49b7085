package io.weir.lineage.graph;

import io.weir.lineage.openlineage.EventIds;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The times between which the graph is looked at.
 *
 * @param asOf edges that were first seen later are left out; null for none
 * @param since edges that were last seen earlier are left out; null for none
 */
public record Moment(@Nullable Instant asOf, @Nullable Instant since) {

    /** The graph as it is, with all that it ever was. */
    public static final Moment ALWAYS = new Moment(null, null);

    private static final UUID BEFORE_EVERYTHING = new UUID(0, 0);
    private static final UUID AFTER_EVERYTHING = new UUID(-1, -1);

    /** Edges that count were first seen by a lesser event. */
    public UUID firstBefore() {
        return asOf == null ? AFTER_EVERYTHING : EventIds.first(asOf.plus(1, ChronoUnit.MICROS));
    }

    /** Edges that count were last seen by this event or a greater one. */
    public UUID seenFrom() {
        return since == null ? BEFORE_EVERYTHING : EventIds.first(since);
    }

    /** Whether the present is looked at. */
    public boolean isNow() {
        return asOf == null;
    }
}
