package io.weir.ingest.decode;

import io.weir.ingest.stage.StagedBatch;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Turns staged batches into rows for sinks. One thread uses it. */
public interface BatchDecoder {

    /**
     * A batch of which nobody has looked at the records yet: it is read when a sink writes it, and stored nowhere else. If
     * they are not as expected, the sink fails in a way that {@link Decoder#disappoints} tells, and the batch must be
     * decoded; else it must be told to {@link #confirm}.
     *
     * @return nothing if the batch must be decoded first
     */
    default Optional<DecodedBatch> expect(StagedBatch batch) throws SQLException {
        return Optional.empty();
    }

    /** Told that every record of a batch was as expected, so that its columns are those of the target from now on. */
    default void confirm(DecodedBatch written) {
        throw new IllegalStateException("nothing was expected");
    }

    /** Decodes a batch to rows that say which records they are of, as {@link RowOrder#TRACED} does. */
    DecodedBatch trace(StagedBatch batch) throws SQLException;

    /** Who says which records of a batch a table does not take, whatever becomes of the others. */
    @FunctionalInterface
    interface Judge {
        List<RefusedRecord> refused(DecodedBatch batch) throws SQLException;
    }

    /**
     * The batch that was traced last, without more of its records, which are rejected.
     *
     * @param refused one or more of those that it has rows of; it is not as it was afterwards
     * @param judge of records that would have rows now, since another one has none
     */
    default DecodedBatch without(DecodedBatch traced, List<RefusedRecord> refused, Judge judge) throws SQLException {
        return traced.rejecting(refused);
    }

    /** Decodes a batch. Every record of it is a row, rejected or filtered afterwards. */
    DecodedBatch decode(StagedBatch batch) throws SQLException;
}
