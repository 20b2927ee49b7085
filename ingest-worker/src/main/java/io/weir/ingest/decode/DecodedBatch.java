package io.weir.ingest.decode;

import io.weir.ingest.stage.StagedBatch;
import java.sql.Connection;
import java.util.Map;

/**
 * A batch as rows. They are in the temporary tables {@link #ROWS} and {@link #REJECTED} of the connection, until the
 * next batch is decoded.
 *
 * @param columns of {@link #ROWS}: all that the target's tables must have
 * @param rows how many could be decoded
 * @param rejected how many of each partition could not
 */
public record DecodedBatch(
        Connection connection, StagedBatch staged, StructType columns, long rows, Map<Integer, Long> rejected) {

    /** Name of the table with the decoded rows. */
    public static final String ROWS = "weir_rows";

    /** Name of the table with (partition, sequence, payload, reason) of what could not be decoded. */
    public static final String REJECTED = "weir_rejected";

    /** How many records could not be decoded. */
    public long rejectedRecords() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }
}
