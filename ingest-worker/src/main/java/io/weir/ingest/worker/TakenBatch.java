package io.weir.ingest.worker;

import io.weir.ingest.decode.BatchDecoder;
import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.RefusedRecord;
import io.weir.ingest.sink.BatchTaker;
import io.weir.ingest.stage.StagedBatch;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Has a batch written, without those of its records that a table does not take: they are rejected, as are those that cannot be rows.
 *
 * <p>Only a batch that was refused pays for it. It is decoded record by record, the table is asked which of them it refuses, and what
 * is left is written; all of that once, or up to {@value #MOST_LOOKS} times for each of its tables where one refusal hangs on another, as
 * where a row may be there since another one may not. So the looks and writes do not grow with the records that are refused.
 * What the table refuses even then, and what has no record to blame, is a failure as any other.
 *
 * @param decoder of the batch
 * @param taker whose tables may refuse it
 */
record TakenBatch(BatchDecoder decoder, BatchTaker taker) {

    /** For each table of a batch. */
    static final int MOST_LOOKS = 8;

    /** Writes it to all who are to have it, the taker being the first. */
    @FunctionalInterface
    interface Writing {
        void write(DecodedBatch batch) throws SQLException;
    }

    /** Writes a batch that was decoded, and says what is written. */
    DecodedBatch write(StagedBatch staged, DecodedBatch decoded, Writing writing) throws SQLException {
        SQLException refusal = attempt(decoded, writing);
        if (refusal == null) {
            return decoded;
        }
        DecodedBatch left = decoder.trace(staged);
        int most = MOST_LOOKS * (1 + left.branches().size());
        for (int look = 1; look <= most; look++) {
            List<RefusedRecord> refused = look(left, refusal);
            if (refused.isEmpty()) {
                throw refusal;
            }
            left = decoder.without(left, refused, taker::refusedByThemselves);
            refusal = attempt(left, writing);
            if (refusal == null) {
                return left;
            }
        }
        throw refusal;
    }

    private List<RefusedRecord> look(DecodedBatch left, SQLException refusal) throws SQLException {
        try {
            return taker.refused(left);
        } catch (SQLException failed) {
            failed.addSuppressed(refusal);
            throw failed;
        }
    }

    private static @Nullable SQLException attempt(DecodedBatch batch, Writing writing) throws SQLException {
        try {
            writing.write(batch);
            return null;
        } catch (SQLException failed) {
            if (RefusedRecord.isWhy(failed)) {
                return failed;
            }
            throw failed;
        }
    }
}
