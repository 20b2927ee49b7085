package io.weir.standalone.drill;

import io.weir.standalone.events.EventCursor;
import io.weir.standalone.events.EventSource;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Events that are told apart by their number, handed out at a steady pace.
 *
 * @param perSecond the pace
 */
record NumberedEvents(long count, long perSecond) implements EventSource {

    @Override
    public String description() {
        return count + " numbered events";
    }

    @Override
    public String fingerprint() {
        return "drill-1 count=" + count;
    }

    @Override
    public EventCursor from(long first) {
        long begin = System.nanoTime();
        return new EventCursor() {
            private long index = first;

            @Override
            public byte[] next() {
                long due = begin + (index - first) * TimeUnit.SECONDS.toNanos(1) / perSecond;
                LockSupport.parkNanos(due - System.nanoTime());
                return ("{\"number\":" + index++ + "}").getBytes(StandardCharsets.UTF_8);
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }
}
