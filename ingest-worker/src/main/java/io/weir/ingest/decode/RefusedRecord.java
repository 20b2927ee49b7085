package io.weir.ingest.decode;

import java.sql.SQLException;

/**
 * A record of a batch that a table does not take, for what it is.
 *
 * @param ordinal which of the batch's records, as {@link DecodedBatch#ORDINAL} says it
 * @param reason in words for who looks at dead letters
 */
public record RefusedRecord(int ordinal, String reason) {

    /** DuckDB has no error codes; this is what it calls all that a table says of its rows, and nothing else. */
    private static final String KIND = "Constraint Error";

    /** Whether a table refused rows. What is wrong with a disk, a connection, a lock or a type, is another error. */
    public static boolean isWhy(SQLException failed) {
        return String.valueOf(failed.getMessage()).contains(KIND);
    }
}
