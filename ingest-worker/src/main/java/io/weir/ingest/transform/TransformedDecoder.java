package io.weir.ingest.transform;

import io.weir.ingest.decode.BatchDecoder;
import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.Decoder;
import io.weir.ingest.decode.Decoding;
import io.weir.ingest.decode.Format;
import io.weir.ingest.decode.PartitionCounts;
import io.weir.ingest.decode.RowOrder;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.stage.StagedBatch;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/**
 * Decodes batches and has their rows go through a transform.
 *
 * <p>A healthy batch is one statement more. What DuckDB reads the fast way does not say which record a row is of; where that
 * must be known, since a row failed or rows of several partitions were left out, the batch is decoded record by record.
 */
public final class TransformedDecoder implements BatchDecoder {

    private final Connection connection;
    private final References references;
    private final Transform transform;
    private final List<String> required;
    private final Decoder fast;
    private final Decoder placed;
    private final boolean ordered;
    private final Outcome outcome;

    /**
     * @param references what records are looked up in before they are transformed
     * @param required columns of the transform that are null in no row
     * @param ordered whether rows must say in which order they were read
     * @param prototype a file to be used freely
     * @param accepted another one
     */
    public TransformedDecoder(
            Connection connection,
            Format format,
            References references,
            Transform transform,
            List<String> required,
            boolean ordered,
            Path prototype,
            Path accepted)
            throws SQLException {
        this.connection = connection;
        this.references = references;
        this.transform = transform;
        this.required = required;
        this.ordered = ordered;
        this.fast =
                new Decoder(connection, Decoding.closed(format, RowOrder.ANY), StructType.EMPTY, prototype, accepted);
        this.placed = new Decoder(
                connection, Decoding.closed(format, RowOrder.TRACED), StructType.EMPTY, prototype, accepted);
        this.outcome = new Outcome(connection, transform);
        // Times without a zone mean the same wherever a worker runs.
        execute("set TimeZone = 'UTC'");
    }

    @Override
    public DecodedBatch decode(StagedBatch batch) throws SQLException {
        boolean oneByOne = ordered || (transform.filters() && batch.shares().size() > 1);
        return oneByOne ? decodePlaced(batch) : decodeFast(batch);
    }

    private DecodedBatch decodeFast(StagedBatch batch) throws SQLException {
        DecodedBatch decoded = fast.decode(batch);
        try {
            long rows = outcome.make(references.join(decoded.relation()), List.of());
            return outcome.of(decoded, rows, decoded.rejected(), leftOut(decoded, rows));
        } catch (SQLException failed) {
            if (!Decoder.disappoints(failed)) {
                throw failed;
            }
            return decodePlaced(batch);
        }
    }

    /** There is one partition, or nothing is left out. */
    private static Map<Integer, Long> leftOut(DecodedBatch decoded, long rows) {
        if (rows == decoded.rows()) {
            return decoded.filtered();
        }
        Map<Integer, Long> filtered = new java.util.TreeMap<>(decoded.filtered());
        filtered.merge(decoded.staged().shares().keySet().iterator().next(), decoded.rows() - rows, Long::sum);
        return filtered;
    }

    private DecodedBatch decodePlaced(StagedBatch batch) throws SQLException {
        DecodedBatch decoded = placed.decode(batch);
        List<String> place = List.of(DecodedBatch.ORDINAL);
        String found = references.join(decoded.relation());
        long rows = makeUnlessFailing(found, place);
        if (rows < 0) {
            rows = makeOfTheOthers(found, place);
        }
        Map<Integer, Long> rejected = PartitionCounts.of(connection, DecodedBatch.REJECTED);
        return outcome.of(decoded, rows, rejected, outcome.filtered(decoded.filtered()));
    }

    /**
     * DuckDB's optimizer moves casts out of TRY, and before WHERE, as it likes; here each expression must be worked out where
     * it stands and nowhere else.
     */
    private long makeOfTheOthers(String input, List<String> place) throws SQLException {
        execute("pragma disable_optimizer");
        try {
            new FailedRows(connection, transform, required).reject(input);
            return outcome.make(input, place);
        } finally {
            execute("pragma enable_optimizer");
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long makeUnlessFailing(String input, List<String> place) throws SQLException {
        try {
            long rows = outcome.make(input, place);
            return outcome.hasNull(required) ? -1 : rows;
        } catch (SQLException failed) {
            if (!Decoder.disappoints(failed)) {
                throw failed;
            }
            return -1;
        }
    }
}
