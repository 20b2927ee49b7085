package io.weir.standalone.events;

import java.util.NoSuchElementException;

/**
 * The event model of the Nexmark benchmark: people register, auction things and bid, in the proportion 1 : 3 : 46.
 *
 * <p>Event {@code i} is a function of {@code (seed, i)} alone. Each event is one flat JSON object whose field {@code kind}
 * is {@code person}, {@code auction} or {@code bid}; some 200 bytes on average and about a microsecond to make.
 *
 * @see <a href="https://datalab.cs.pdx.edu/niagara/NEXMark/">NEXMark</a>
 * @see <a href="https://beam.apache.org/documentation/sdks/java/testing/nexmark/">the generator's rules, in Apache Beam</a>
 */
public record NexmarkEvents(long seed, long count) implements EventSource {

    /** The seed that demo and benchmarks use unless told otherwise. */
    public static final long DEFAULT_SEED = 42;

    public NexmarkEvents {
        if (count < 1) {
            throw new IllegalArgumentException("count must be at least 1, not " + count);
        }
    }

    @Override
    public String description() {
        return String.format("%,d Nexmark events (seed %d)", count, seed);
    }

    @Override
    public String fingerprint() {
        return "nexmark-1 seed=" + seed + " count=" + count;
    }

    @Override
    public EventCursor from(long index) {
        return new Cursor(seed, count, index);
    }

    private static final class Cursor implements EventCursor {

        private final NexmarkWriter writer;
        private final long count;
        private long index;

        Cursor(long seed, long count, long index) {
            this.writer = new NexmarkWriter(seed);
            this.count = count;
            this.index = index;
        }

        @Override
        public byte[] next() {
            if (index >= count) {
                throw new NoSuchElementException("no event " + index + " of " + count);
            }
            return writer.event(index++);
        }

        @Override
        public void close() {}
    }
}
