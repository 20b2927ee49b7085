package io.weir.ingest.source;

import java.time.Instant;
import java.util.Map;

/** Where partitions begin that were never read. */
public sealed interface SourceStart {

    /** The sequence to begin with; it may be one that the broker has no more, or not yet. */
    long first(Extent extent, RecordIndex records);

    /** The sequence of the first record that can be looked at; the partition's end if there is none. */
    default long firstToSee(Extent extent, RecordIndex records) {
        return Math.min(Math.max(first(extent, records), extent.begin()), extent.end());
    }

    /** Whether who looks at fewer than there are sees the last ones. */
    default boolean seesTheLast() {
        return false;
    }

    /** With all that the broker has. */
    record Earliest() implements SourceStart {
        @Override
        public long first(Extent extent, RecordIndex records) {
            return extent.begin();
        }
    }

    /** With what is produced from now on. */
    record Latest() implements SourceStart {
        @Override
        public long first(Extent extent, RecordIndex records) {
            return extent.end();
        }

        /** Nobody waits for what may not come; so it is the last ones. */
        @Override
        public long firstToSee(Extent extent, RecordIndex records) {
            return extent.begin();
        }

        @Override
        public boolean seesTheLast() {
            return true;
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
        public long first(Extent extent, RecordIndex records) {
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
        public long first(Extent extent, RecordIndex records) {
            return records.firstSince(extent, time.toEpochMilli());
        }
    }

    /**
     * After the records that lie at these offsets.
     *
     * @param offsets by partition, as a hub gives them; the others begin with all that the broker has
     */
    record AfterOffsets(Map<Integer, String> offsets) implements SourceStart {
        public AfterOffsets {
            offsets = Map.copyOf(offsets);
        }

        @Override
        public long first(Extent extent, RecordIndex records) {
            String offset = offsets.get(extent.partition());
            return offset == null ? extent.begin() : records.firstAfter(extent, offset);
        }
    }
}
