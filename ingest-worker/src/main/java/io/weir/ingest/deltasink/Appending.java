package io.weir.ingest.deltasink;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is appended to a table in one commit.
 *
 * @param rows none of them changes the transactions alone
 * @param transactions new versions by application id
 * @param expected the versions before; null for none
 * @param replaced files of the table in whose place the rows are
 * @param readVersion of the table whose files these are; null if none are replaced
 */
record Appending(
        NewRows rows,
        Map<String, Long> transactions,
        Map<String, @Nullable Long> expected,
        List<TableFile> replaced,
        @Nullable Long readVersion) {

    /** In whose place nothing was. */
    Appending(NewRows rows, Map<String, Long> transactions, Map<String, @Nullable Long> expected) {
        this(rows, transactions, expected, List.of(), null);
    }
}
