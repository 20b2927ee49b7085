package io.weir.ingest.decode;

import io.weir.ingest.stage.StagedBatch;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A batch as rows, until the next batch is decoded. What could not be decoded is in the temporary table {@link #REJECTED}
 * of the connection.
 *
 * @param columns all that the target's tables must have
 * @param relation of the connection that has the decoded rows
 * @param state what is to be remembered of it where it is written
 * @param branches the rows that further tables get of the same records, in the order of the tables; none of them rejects anything
 */
public record DecodedBatch(
        Connection connection,
        StagedBatch staged,
        StructType columns,
        String relation,
        BatchCounts counts,
        StreamState state,
        List<DecodedBatch> branches) {

    /** Name of the table with the decoded rows of a batch that several sinks read. */
    static final String ROWS = "weir_rows";

    /** How columns begin that are beside those of records, whatever their case. */
    public static final String OWN = "__weir";

    /** Column of rows whose order counts: when they were read, among those of the batch. */
    public static final String ORDINAL = "__weir_ordinal";

    /** What else has the decoded rows, if they lie in the order in which they were read. */
    static final String ORDERED_ROWS = "(select rowid as " + Sql.name(ORDINAL) + ", * from " + ROWS + ")";

    static final StructType PLACE = new StructType(Map.of(ORDINAL, TypeNames.parse("BIGINT")));

    /** Name of the table with (partition, sequence, payload, reason, attributes) of what could not be decoded. */
    public static final String REJECTED = "weir_rejected";

    /** Name of the table with (ordinal, partition, sequence, payload, attributes) of what is a row, if rows are {@link RowOrder#TRACED}. */
    public static final String ACCEPTED = RawRecords.TABLE;

    /** A batch of one table, of which nothing is remembered. */
    public DecodedBatch(
            Connection connection, StagedBatch staged, StructType columns, String relation, BatchCounts counts) {
        this(connection, staged, columns, relation, counts, StreamState.NONE, List.of());
    }

    /** The same with other counts. */
    public DecodedBatch counting(BatchCounts others) {
        return new DecodedBatch(connection, staged, columns, relation, others, state, branches);
    }

    /** The same of which something is remembered where it is written. */
    public DecodedBatch remembering(StreamState other) {
        return new DecodedBatch(connection, staged, columns, relation, counts, other, branches);
    }

    /** The same of which further tables, in this order, get rows, too. */
    public DecodedBatch branching(List<String> tables, List<DecodedBatch> others) {
        Map<String, Long> rows = new LinkedHashMap<>();
        for (int index = 0; index < tables.size(); index++) {
            rows.put(tables.get(index), others.get(index).rows());
        }
        return new DecodedBatch(connection, staged, columns, relation, counts.branching(rows), state, others);
    }

    /**
     * The same without some of its records, which are rejected.
     *
     * @param refused one or more; the rows of this must be {@link RowOrder#TRACED}, and are not as they were afterwards
     */
    public DecodedBatch rejecting(List<RefusedRecord> refused) throws SQLException {
        return Rejection.of(this, refused);
    }

    /** How many records could be decoded. */
    public long rows() {
        return counts.rows();
    }

    /**
     * Told by a sink how many rows it found.
     *
     * @throws MiscountException if a record would be lost or be there twice; the sink must undo what it wrote
     */
    public void requireAll(long found) throws MiscountException {
        MiscountException.requireAll(rows(), found);
    }

    /** How many records could not be decoded. */
    public long rejectedRecords() {
        return BatchCounts.sum(counts.rejected());
    }

    /** How many records are neither rows nor rejected. */
    public long filteredRecords() {
        return BatchCounts.sum(counts.filtered());
    }
}
