package io.weir.ingest.deltasink;

import java.nio.file.Path;
import java.util.LinkedHashMap;
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

    /**
     * The action that takes it out of the table.
     *
     * @param changesData whether its rows are gone then
     */
    Map<String, Object> remove(boolean changesData) {
        Map<String, Object> remove = new LinkedHashMap<>();
        remove.put("path", name);
        remove.put("deletionTimestamp", System.currentTimeMillis());
        remove.put("dataChange", changesData);
        remove.put("extendedFileMetadata", true);
        remove.put("partitionValues", partition);
        remove.put("size", bytes);
        return Map.of("remove", remove);
    }
}
