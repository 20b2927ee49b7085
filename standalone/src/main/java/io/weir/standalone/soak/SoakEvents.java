package io.weir.standalone.soak;

import io.weir.standalone.events.EventCursor;
import io.weir.standalone.events.EventSource;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Numbered events: each says its partition and its place in it. They are handed out at a steady pace; what could not be sent
 * in time, because the broker was away, comes without a pause.
 *
 * @param partitions of the topic
 * @param perSecond the pace
 */
record SoakEvents(long count, int partitions, long perSecond) implements EventSource {

    @Override
    public String description() {
        return String.format("%,d numbered events", count);
    }

    @Override
    public String fingerprint() {
        return "soak-1 partitions=" + partitions + " count=" + count;
    }

    @Override
    public EventCursor from(long index) {
        return new Cursor(index);
    }

    byte[] event(long index) {
        int partition = (int) (index % partitions);
        long sequence = index / partitions;
        String number =
                switch (Fate.of(partition, sequence)) {
                    case BROKEN -> "";
                    case MISFIT -> "\"many\",\"kind\":\"row\"}";
                    case FILTERED -> sequence + ",\"kind\":\"skip\"}";
                    case ROW -> sequence + ",\"kind\":\"row\",\"text\":\"event " + index + " of a soak\"}";
                };
        return ("{\"part\":" + partition + ",\"number\":" + number).getBytes(StandardCharsets.UTF_8);
    }

    private final class Cursor implements EventCursor {

        private final long first;
        private final long begin = System.nanoTime();
        private long index;

        Cursor(long first) {
            this.first = first;
            this.index = first;
        }

        @Override
        public byte[] next() {
            long due = begin + (index - first) * TimeUnit.SECONDS.toNanos(1) / perSecond;
            LockSupport.parkNanos(due - System.nanoTime());
            return event(index++);
        }

        @Override
        public void close() {}
    }
}
