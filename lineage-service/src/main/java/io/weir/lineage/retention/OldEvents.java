package io.weir.lineage.retention;

import java.util.List;
import java.util.UUID;

/** What may be let go of. Each call is a small transaction of its own. */
public interface OldEvents {

    /** The rows that one call removes or looks at, at most. */
    int AT_ONCE = 2000;

    /**
     * Removes the oldest events before an id, of those that are in no partition of a span.
     *
     * @return how many, {@link #AT_ONCE} at most
     */
    int removeEvents(UUID before);

    /** Ids of runs after one of them, in their order, {@link #AT_ONCE} at most. */
    List<UUID> runs(UUID after);

    /**
     * Removes what those of these runs said of themselves and of their datasets that ended before an event's id, if
     * they are not their job's latest. The runs stay.
     *
     * @return how many facets
     */
    int removeFacets(List<UUID> runs, UUID before);
}
