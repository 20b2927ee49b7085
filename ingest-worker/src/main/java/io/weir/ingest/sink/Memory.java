package io.weir.ingest.sink;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.StructType;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a pipeline remembers of its records while it works, for a sink that has no database: the sink keeps what is added in
 * the commit that writes the rows, and gives it back to who works next. One thread uses it; when a write has failed, it is of no
 * use any more.
 */
public interface Memory {

    /**
     * What is known of time.
     *
     * @param changes how often it was changed
     * @param mark all of before it is known, in microseconds since 1970; null if nothing is
     * @param latest the latest time of each partition, in microseconds since 1970
     */
    record Knowledge(long changes, @Nullable Long mark, Map<Integer, Long> latest) {}

    /**
     * What a batch became.
     *
     * @param columns of the rows that are written
     * @param relation that has them
     * @param rows how many they are
     * @param added relation of what is remembered since, with the columns that are {@link #kept}
     * @param additions how much that is
     */
    record Taken(StructType columns, String relation, long rows, String added, long additions) {}

    /** What is remembered: what was kept as something else is of no use. */
    String kind();

    /** Columns of the target's table that records are to have, too. */
    StructType recordColumns(StructType table);

    /** What rows have for columns that are something else than the records; nothing if they are the records. */
    Optional<StructType> made();

    /**
     * The columns of what is remembered.
     *
     * @param table columns of the target's table, none if it is not there yet
     */
    StructType kept(StructType table);

    /**
     * Begins with nothing. To be done once, before the first batch is decoded.
     *
     * @param kept columns of what is remembered
     */
    void begin(StructType kept) throws SQLException;

    /**
     * Learns what others know.
     *
     * @param known by now
     * @param columns that the relation has, of those which are kept
     * @param relation of what was remembered that is not known here; what was forgotten meanwhile may be in it
     */
    void learn(Knowledge known, StructType columns, String relation) throws SQLException;

    /** Forgets all records. */
    void forget() throws SQLException;

    /** Remembers a batch, and makes its rows, in a transaction that {@link #keep} or {@link #undo} ends. */
    Taken take(DecodedBatch batch) throws SQLException;

    /** Told that the batch is written. */
    void keep() throws SQLException;

    /** Told that nothing of the batch is written. */
    void undo() throws SQLException;

    /** What is known now. */
    Knowledge knowledge() throws SQLException;

    /** A relation of all that is remembered now. */
    String all();

    /** How much that is. */
    long size() throws SQLException;
}
