package io.weir.ingest.worker;

import io.weir.ingest.decode.BatchDecoder;
import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.RefusedRecord;
import io.weir.ingest.stage.StagedBatch;
import io.weir.ingest.stage.StreamSide;
import java.sql.SQLException;
import java.util.List;

/** Decodes batches of two streams, each by what its records are. */
record JoinedDecoder(BatchDecoder left, BatchDecoder right) implements BatchDecoder {

    @Override
    public DecodedBatch decode(StagedBatch batch) throws SQLException {
        return of(batch).decode(batch);
    }

    @Override
    public DecodedBatch trace(StagedBatch batch) throws SQLException {
        return of(batch).trace(batch);
    }

    @Override
    public DecodedBatch without(DecodedBatch traced, List<RefusedRecord> refused, Judge judge) throws SQLException {
        return of(traced.staged()).without(traced, refused, judge);
    }

    private BatchDecoder of(StagedBatch batch) {
        return StreamSide.of(batch) == StreamSide.LEFT ? left : right;
    }
}
