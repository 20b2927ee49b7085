package io.weir.ingest.deltasink;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A data file of a Delta table.
 *
 * @param name its path as the log has it
 * @param bytes its size
 * @param modified milliseconds since the epoch
 * @param partition values by the columns that the table is partitioned by, as Delta writes them
 * @param isWhole whether no row of it was deleted in place
 * @param clusteredBy name of the implementation that clustered its rows, if one did
 */
public record TableFile(
        Path path,
        String name,
        long bytes,
        long modified,
        Map<String, @Nullable String> partition,
        boolean isWhole,
        @Nullable String clusteredBy) {

    /** Whether its rows may be clustered anew here: nobody clustered them, or we did. */
    public boolean isOurs() {
        return clusteredBy == null || clusteredBy.equals(TableClustering.PROVIDER);
    }
}
