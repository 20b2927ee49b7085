package io.weir.ingest.deltasink;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A data file of rows that have the same values in the columns that their table is partitioned by.
 *
 * @param partition these values by the names of their columns, as Delta writes them
 */
record PartitionFile(DataFile file, Map<String, @Nullable String> partition) {

    Map<String, Object> add() {
        return file.add(partition);
    }
}
