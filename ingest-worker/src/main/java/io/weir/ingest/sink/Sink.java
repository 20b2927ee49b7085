package io.weir.ingest.sink;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.RefusedRecord;
import io.weir.ingest.decode.StructType;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A target of one pipeline: a table, and those of its branches beside it.
 *
 * <p>A batch's rows in all of the tables, its dead letters and the watermarks of its partitions change in one transaction, which first
 * compares: a sink that finds another epoch or sequence than its owner claimed changes nothing.
 */
public interface Sink extends BatchTaker, AutoCloseable {

    /**
     * Takes partitions. Whoever owned them before can write nothing any more.
     *
     * @return the watermark of each of them
     */
    Map<Integer, Watermark> claim(Set<Integer> partitions) throws SQLException;

    /** The watermarks of all partitions that ever were written. */
    Map<Integer, Watermark> watermarks() throws SQLException;

    /** The watermarks of the partitions that were claimed, as of the last write; asks nobody. From any thread. */
    Map<Integer, Watermark> owned();

    /** What the target's table has for columns now that records are to have, too; none if there is no table. */
    StructType columns() throws SQLException;

    /** All that the target's table has for columns now, those of rows that are made of several records, too; none if there is no table. */
    default StructType tableColumns() throws SQLException {
        return columns();
    }

    /** The same of the tables of branches, in their order. */
    default List<StructType> branchColumns() throws SQLException {
        return List.of();
    }

    /** Columns that the target's table takes no null for, by the last look at its {@link #columns}. */
    default Set<String> notNull() {
        return Set.of();
    }

    /** The same of the tables of branches, in their order. */
    default List<Set<String>> branchNotNull() {
        return List.of();
    }

    /** Columns of the target's table that get a wider type with the first batch that has one. */
    default Set<String> widenable() throws SQLException {
        return Set.of();
    }

    /**
     * The records of a batch that it holds already, which are dead letters there. Others that get the batch later must not have them as
     * rows, or these would be there twice when the letters come back.
     *
     * @param batch with rows that say which records they are of
     */
    default List<RefusedRecord> lettersOf(DecodedBatch batch) throws SQLException {
        return List.of();
    }

    /**
     * Whether it took a record of a batch that it holds already for something else than a dead letter, though the record is rejected now.
     *
     * @param batch with rows that say which records they are of
     * @return the first such record, in words; none where both agree
     */
    default Optional<String> contradiction(DecodedBatch batch) throws SQLException {
        return Optional.empty();
    }

    /** {@inheritDoc} All of its records must follow the watermarks. */
    @Override
    void write(DecodedBatch batch) throws SQLException;

    @Override
    void close() throws SQLException;
}
