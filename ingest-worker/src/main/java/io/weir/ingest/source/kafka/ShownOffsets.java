package io.weir.ingest.source.kafka;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * What a broker is shown of how far the sinks are with a partition: the offset before which they have all that there is, and beside it
 * the last record that they have. The two are further apart than one where a transaction's marker, or what was taken back, is between.
 */
final class ShownOffsets {

    private ShownOffsets() {}

    /**
     * To be shown.
     *
     * @param next the offset of the next record, or of what is none
     * @param last the last record that the sinks have
     */
    static OffsetAndMetadata of(long next, long last) {
        return new OffsetAndMetadata(next, Long.toString(last));
    }

    /** Whether it was shown when the sinks had the same record last; a reset, or another program, may have been there since. */
    static boolean isAfter(OffsetAndMetadata shown, long last) {
        return shown.metadata().equals(Long.toString(last));
    }
}
