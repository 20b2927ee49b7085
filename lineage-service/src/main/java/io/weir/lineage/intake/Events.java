package io.weir.lineage.intake;

import io.weir.lineage.openlineage.LineageEvent;
import java.util.List;

/** The log of events, and what they add up to. */
public interface Events {

    /**
     * Appends events and applies those that are new, all or none, within the caller's transaction if there is one. An
     * event that is there already changes nothing. A fixed number of SQL statements, whatever the number of events.
     *
     * @return how many were new
     */
    int take(List<LineageEvent> events);
}
