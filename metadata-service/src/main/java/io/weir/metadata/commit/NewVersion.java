package io.weir.metadata.commit;

import io.weir.metadata.table.Totals;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version that is ready to be appended: its bytes, and what they say as rows.
 *
 * @param timestamp in-commit timestamp, milliseconds since 1970
 * @param content the exact bytes of its log file
 * @param readVersion what its writer had read; null if it read nothing
 * @param blindAppend whether it adds files only and has read nothing
 * @param protocol the protocol action's body as JSON, if it sets one
 * @param slots where in a file's bounds each column stands, as JSON, if that is new
 * @param metadata the metadata action's body as JSON, if it sets one
 */
public record NewVersion(
        long version,
        long timestamp,
        LogContent content,
        String operation,
        @Nullable Long readVersion,
        boolean blindAppend,
        List<AddedFile> added,
        List<RemovedFile> removed,
        List<WrittenTransaction> transactions,
        List<WrittenDomain> domains,
        @Nullable String protocol,
        @Nullable String metadata,
        @Nullable String slots,
        Origin origin) {

    /** What the files that it adds come to; rows that nobody knows count as none. */
    public Totals addedTotals() {
        Totals totals = Totals.NONE;
        for (AddedFile file : added) {
            Long known = file.rows();
            totals = totals.plus(new Totals(1, file.size(), known == null ? 0 : known));
        }
        return totals;
    }
}
