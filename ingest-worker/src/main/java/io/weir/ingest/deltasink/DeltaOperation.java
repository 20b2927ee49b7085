package io.weir.ingest.deltasink;

import java.util.List;
import java.util.Map;

/**
 * What a commit is for, as the log tells it.
 *
 * @param name one of those that Delta's own writers use
 * @param parameters what it was told, by Delta's names
 * @param metrics what it did, by Delta's names
 * @param readFiles paths, as the log has them, of the files that it was made of: it does not happen where one of them is gone
 */
public record DeltaOperation(
        String name, Map<String, String> parameters, Map<String, String> metrics, List<String> readFiles) {

    /** Rows are appended, whatever else there is. */
    public static final DeltaOperation APPEND = new DeltaOperation("STREAMING UPDATE", Map.of(), Map.of(), List.of());
}
