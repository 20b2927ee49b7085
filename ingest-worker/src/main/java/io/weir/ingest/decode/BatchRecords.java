package io.weir.ingest.decode;

import io.weir.ingest.stage.Envelope;
import io.weir.ingest.stage.Positions;
import io.weir.ingest.stage.StagedBatch;
import io.weir.ingest.stage.StagedPayloads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The records of a batch, for those who look at each. */
final class BatchRecords {

    private BatchRecords() {}

    /** Takes records one after the other. */
    @FunctionalInterface
    interface Taker<E extends Exception> {

        /**
         * Takes a record.
         *
         * @param payload null of a tombstone
         * @param attributes what its broker knows of it; null unless it is enveloped
         */
        void take(int ordinal, byte @Nullable [] payload, @Nullable String attributes)
                throws E, SQLException, IOException;
    }

    /** Hands over all records of a batch in order. */
    static <E extends Exception> void each(StagedBatch batch, boolean enveloped, Taker<E> taker)
            throws E, SQLException {
        Positions positions = batch.positions();
        try (StagedPayloads payloads = batch.payloads()) {
            for (int ordinal = 0; ordinal < positions.size(); ordinal++) {
                int length = positions.length(ordinal);
                byte[] bytes = length == Positions.TOMBSTONE ? null : payloads.next(length);
                if (bytes != null && enveloped) {
                    Envelope envelope = Envelope.read(bytes);
                    taker.take(ordinal, envelope.payload(), envelope.attributes());
                } else {
                    taker.take(ordinal, bytes, null);
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("staged files " + batch.files() + " could not be read", failed);
        }
    }
}
