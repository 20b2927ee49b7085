package io.weir.ingest.decode;

import io.weir.ingest.stage.StagedBatch;
import java.sql.Connection;
import java.util.List;
import java.util.Map;

/**
 * A batch as rows, until the next batch is decoded. What could not be decoded is in the temporary table {@link #REJECTED}
 * of the connection.
 *
 * @param columns all that the target's tables must have
 * @param relation of the connection that has the decoded rows
 * @param rows how many could be decoded
 * @param rejected how many of each partition could not
 * @param filtered how many of each partition are neither
 * @param broken how many records break each expectation, whatever became of them
 * @param state what is to be remembered of it where it is written
 * @param branches the rows that further tables get of the same records, in the order of the tables; none of them rejects anything
 */
public record DecodedBatch(
        Connection connection,
        StagedBatch staged,
        StructType columns,
        String relation,
        long rows,
        Map<Integer, Long> rejected,
        Map<Integer, Long> filtered,
        Map<String, Long> broken,
        StreamState state,
        List<DecodedBatch> branches) {

    /** Name of the table with the decoded rows of a batch that several sinks read. */
    static final String ROWS = "weir_rows";

    /** Column of rows whose order counts: when they were read, among those of the batch. */
    public static final String ORDINAL = "__weir_ordinal";

    /** What else has the decoded rows, if they lie in the order in which they were read. */
    static final String ORDERED_ROWS = "(select rowid as " + Sql.name(ORDINAL) + ", * from " + ROWS + ")";

    static final StructType PLACE = new StructType(Map.of(ORDINAL, TypeNames.parse("BIGINT")));

    /** Name of the table with (partition, sequence, payload, reason, attributes) of what could not be decoded. */
    public static final String REJECTED = "weir_rejected";

    /** Name of the table with (ordinal, partition, sequence, payload, attributes) of what is a row, if rows are {@link RowOrder#TRACED}. */
    public static final String ACCEPTED = RawRecords.TABLE;

    /** A batch of one table. */
    public DecodedBatch(
            Connection connection,
            StagedBatch staged,
            StructType columns,
            String relation,
            long rows,
            Map<Integer, Long> rejected,
            Map<Integer, Long> filtered,
            Map<String, Long> broken,
            StreamState state) {
        this(connection, staged, columns, relation, rows, rejected, filtered, broken, state, List.of());
    }

    /** A batch of which nothing is expected. */
    public DecodedBatch(
            Connection connection,
            StagedBatch staged,
            StructType columns,
            String relation,
            long rows,
            Map<Integer, Long> rejected,
            Map<Integer, Long> filtered) {
        this(connection, staged, columns, relation, rows, rejected, filtered, Map.of(), StreamState.NONE);
    }

    /** The same of which so many records break expectations. */
    public DecodedBatch breaking(Map<String, Long> expectations) {
        return new DecodedBatch(
                connection, staged, columns, relation, rows, rejected, filtered, expectations, state, branches);
    }

    /** The same of which further tables get rows, too. */
    public DecodedBatch branching(List<DecodedBatch> others) {
        return new DecodedBatch(connection, staged, columns, relation, rows, rejected, filtered, broken, state, others);
    }

    /**
     * Told by a sink how many rows it found.
     *
     * @throws MiscountException if a record would be lost or be there twice; the sink must undo what it wrote
     */
    public void requireAll(long found) throws MiscountException {
        MiscountException.requireAll(rows, found);
    }

    /** How many records could not be decoded. */
    public long rejectedRecords() {
        return sum(rejected);
    }

    /** How many records are neither rows nor rejected. */
    public long filteredRecords() {
        return sum(filtered);
    }

    static long sum(Map<Integer, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
