package io.weir.lineage.retention;

import java.util.List;

/** Spans with a partition of the log of their own, so that all of their events go at once. */
public interface EventSpans {

    /** Those that have one. */
    List<EventSpan> all();

    /**
     * Gives a span one. Events of other spans are taken in meanwhile; those without one wait while they are looked
     * through, so there should be few.
     *
     * @return whether it has one now; not if events of it are there already, or while another replica is at it
     */
    boolean add(EventSpan span);

    /** Removes a span's partition with its events: the cost does not depend on how many there are. */
    void drop(EventSpan span);
}
