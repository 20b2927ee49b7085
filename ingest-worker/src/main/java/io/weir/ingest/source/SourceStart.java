package io.weir.ingest.source;

import java.time.Instant;
import java.util.Map;

/** Where partitions begin that were never read. */
public sealed interface SourceStart {

    /** The sequence to begin with; it may be one that the broker has no more, or not yet. */
    long first(Extent extent, TimeIndex times);

    /** With all that the broker has. */
    record Earliest() implements SourceStart {
        @Override
        public long first(Extent extent, TimeIndex times) {
            return extent.begin();
        }
    }

    /** With what is produced from now on. */
    record Latest() implements SourceStart {
        @Override
        public long first(Extent extent, TimeIndex times) {
            return extent.end();
        }
    }

    /**
     * With the records of these sequences.
     *
     * @param sequences by partition; the others begin with all that the broker has
     */
    record AtSequences(Map<Integer, Long> sequences) implements SourceStart {
        public AtSequences {
            sequences = Map.copyOf(sequences);
        }

        @Override
        public long first(Extent extent, TimeIndex times) {
            return sequences.getOrDefault(extent.partition(), extent.begin());
        }
    }

    /**
     * With the first record that the broker has since then.
     *
     * @param time to the millisecond
     */
    record AtTime(Instant time) implements SourceStart {
        @Override
        public long first(Extent extent, TimeIndex times) {
            return times.firstSince(extent, time.toEpochMilli());
        }
    }
}
