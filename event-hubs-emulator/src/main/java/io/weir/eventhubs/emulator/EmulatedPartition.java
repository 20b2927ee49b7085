package io.weir.eventhubs.emulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.qpid.proton.amqp.Binary;
import org.jspecify.annotations.Nullable;

/** The events of a partition. Threads may share it. */
final class EmulatedPartition {

    /** An event, with when it came in milliseconds since 1970. */
    record Event(Binary body, long enqueued) {}

    /** How a link ends that is still wanted. */
    record Fault(String condition, String why) {}

    /**
     * @param reader whose links are closed when somebody of the same level or a higher one comes
     * @param isThere whether it still reads; a level below its own is refused afterwards, too
     */
    private record Owner(AttachedReader reader, long level, boolean isThere) {}

    private final List<Event> events = new ArrayList<>();
    private long begin;
    private boolean stalled;
    private long released;
    private volatile long sent;
    private volatile @Nullable Fault fault;
    private final Map<String, Owner> owners = new HashMap<>();

    synchronized void add(byte[] body) {
        events.add(new Event(new Binary(body), System.currentTimeMillis()));
    }

    synchronized void stall(boolean now) {
        stalled = now;
    }

    /** Sends events before this sequence though it is stalled. */
    synchronized void release(long until) {
        released = until;
    }

    /** Notes that whoever reads was sent all before this sequence. */
    void sentUntil(long next) {
        sent = next;
    }

    long sent() {
        return sent;
    }

    synchronized void detachOnce(Fault with) {
        fault = with;
    }

    /** Why the next link to look is to end, once. */
    @Nullable
    Fault takeFault() {
        return fault == null ? null : takeIt();
    }

    private synchronized @Nullable Fault takeIt() {
        Fault taken = fault;
        fault = null;
        return taken;
    }

    synchronized void trim(long first) {
        begin = Math.max(begin, first);
    }

    synchronized long begin() {
        return begin;
    }

    synchronized long last() {
        return events.size() - 1L;
    }

    /** An event that is there and may be sent. */
    synchronized @Nullable Event event(long sequence) {
        boolean withheld = stalled && sequence >= released;
        return withheld || sequence < begin || sequence >= events.size() ? null : events.get((int) sequence);
    }

    /** When an event came that is still there, or that was trimmed; the beginning of time without one. */
    synchronized long enqueued(long sequence) {
        return sequence < 0 ? 0 : events.get((int) sequence).enqueued();
    }

    synchronized long firstSince(long millis) {
        for (long sequence = begin; sequence < events.size(); sequence++) {
            if (events.get((int) sequence).enqueued() >= millis) {
                return sequence;
            }
        }
        return events.size();
    }

    /**
     * Makes a reader the owner among those of its consumer group, and closes the links of whoever was.
     *
     * @return whether its level suffices
     */
    synchronized boolean own(String group, AttachedReader reader, OptionalLong level) {
        String key = group.toLowerCase(Locale.ROOT);
        @Nullable Owner before = owners.get(key);
        if (level.isEmpty()) {
            return before == null || !before.isThere();
        }
        if (before != null && level.getAsLong() < before.level()) {
            return false;
        }
        owners.put(key, new Owner(reader, level.getAsLong(), true));
        if (before != null) {
            before.reader().steal();
        }
        return true;
    }

    /** Whether the link of somebody with a level is there. */
    synchronized boolean isOwned() {
        return owners.values().stream().anyMatch(Owner::isThere);
    }

    /** Its link is closed: whoever reads without a level is let in again. */
    synchronized void leave(AttachedReader reader) {
        owners.replaceAll((group, owner) -> owner.reader() == reader ? new Owner(reader, owner.level(), false) : owner);
    }
}
