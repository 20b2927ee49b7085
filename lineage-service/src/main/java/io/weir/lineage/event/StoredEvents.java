package io.weir.lineage.event;

import java.util.List;
import java.util.UUID;

/** Events as they were sent, from the log. */
public interface StoredEvents {

    /** Counting stops here: beyond it nobody turns pages by number, and a count of all would read all. */
    int COUNTED = 10_000;

    /** Events of a time, in its order or against it: one range of an index. */
    List<StoredEvent> list(EventQuery query);

    /** How many events a time has, {@link #COUNTED} at most. */
    int count(EventQuery query);

    /** Events of a run by time, after one of them if it is given: one range of an index. */
    List<StoredEvent> ofRun(UUID run, UUID after, int limit);
}
