package io.weir.lineage.live;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The latest events in memory, shared by all listeners: however many listen, an event is held once. */
final class LiveWindow {

    private static final int EVENTS = 4096;
    private static final long CHARACTERS = 16_000_000;

    private final ConcurrentNavigableMap<Long, LiveEvent> events = new ConcurrentSkipListMap<>();
    private long characters;
    private volatile long floor;

    /** Begins anew after a number. */
    void begin(long after) {
        floor = Long.MAX_VALUE;
        events.clear();
        characters = 0;
        floor = after;
    }

    /** Adds what comes next; called by one thread. */
    void add(LiveEvent event) {
        events.put(event.sequence(), event);
        characters += event.body().length();
        while (events.size() > EVENTS || characters > CHARACTERS) {
            var oldest = events.firstEntry();
            if (oldest == null || oldest.getKey() == event.sequence()) {
                return;
            }
            floor = oldest.getKey();
            events.remove(oldest.getKey());
            characters -= oldest.getValue().body().length();
        }
    }

    /** The number from which on the window has everything. */
    long floor() {
        return floor;
    }

    /** The next events after a number; null where the window does not reach back so far. */
    @Nullable
    List<LiveEvent> after(long sequence, int limit) {
        List<LiveEvent> next = new ArrayList<>();
        for (LiveEvent event : events.tailMap(sequence, false).values()) {
            if (next.size() == limit) {
                break;
            }
            next.add(event);
        }
        // Looked at last: what was dropped meanwhile is missing above.
        return sequence < floor ? null : next;
    }
}
