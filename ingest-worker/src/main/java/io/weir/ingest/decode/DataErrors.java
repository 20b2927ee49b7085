package io.weir.ingest.decode;

import java.sql.SQLDataException;
import java.sql.SQLException;
import java.util.List;

/** Tells what is wrong with data from what is wrong with disk, memory or DuckDB itself; it has no error codes. */
final class DataErrors {

    private static final List<String> KINDS = List.of(
            "Invalid Input Error", "Conversion Error", "Out of Range Error", "Mismatch Type Error", "Parser Error");

    private DataErrors() {}

    /** Rethrows what no other reading of the same bytes can help. */
    static void rethrowUnlessOfData(SQLException error) throws SQLException {
        if (!isOfData(error)) {
            throw error;
        }
    }

    static boolean isOfData(SQLException error) {
        String message = String.valueOf(error.getMessage());
        return error instanceof SQLDataException || KINDS.stream().anyMatch(message::contains);
    }

    /** The sentence of an error that a reader of the dead letter can use. */
    static String sentence(SQLException error) {
        return String.valueOf(error.getMessage()).lines().findFirst().orElse("");
    }
}
