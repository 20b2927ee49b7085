package io.weir.ingest.worker;

import io.weir.ingest.source.Source;
import org.jspecify.annotations.Nullable;

/** Ends the wait of a session for records when there is something else to look at. Any thread may ring it. */
final class Alarm {

    private volatile @Nullable Source waiting;

    /** From now on it is this one that is woken; nobody if there is none. */
    void wakes(@Nullable Source source) {
        waiting = source;
    }

    void ring() {
        Source source = waiting;
        if (source != null) {
            source.wakeUp();
        }
    }
}
