package io.weir.ingest.transform;

import io.weir.ingest.decode.BatchDecoder;
import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.Decoder;
import io.weir.ingest.stage.StagedBatch;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/**
 * Decodes batches and looks whether their rows are as expected.
 *
 * <p>A batch that is costs one statement more. Where a record is to be left out or told, the batch is decoded once more, record
 * by record, since rows do not say else which record they are of.
 */
public final class ExpectingDecoder implements BatchDecoder {

    private final BatchDecoder records;
    private final ExpectedRows expected;

    /**
     * @param records whatever decodes the pipeline's batches
     * @param failing whether expectations may end the pipeline; else what would do so is counted only
     */
    public ExpectingDecoder(
            Connection connection, List<Expectation> expectations, BatchDecoder records, boolean failing)
            throws SQLException {
        this.records = records;
        this.expected = new ExpectedRows(connection, expectations, failing);
        try (Statement statement = connection.createStatement()) {
            // Times without a zone mean the same wherever a worker runs.
            statement.execute("set TimeZone = 'UTC'");
        }
    }

    @Override
    public DecodedBatch decode(StagedBatch batch) throws SQLException {
        DecodedBatch decoded = records.decode(batch);
        if (decoded.rows() == 0) {
            return decoded;
        }
        try {
            Map<String, Long> broken = expected.count(decoded.relation());
            if (expected.onlyWarns(broken)) {
                return decoded.counting(decoded.counts().breaking(broken));
            }
        } catch (SQLException failed) {
            if (!Decoder.disappoints(failed)) {
                throw failed;
            }
        }
        return trace(batch);
    }

    @Override
    public DecodedBatch trace(StagedBatch batch) throws SQLException {
        return expected.sort(records.trace(batch));
    }
}
