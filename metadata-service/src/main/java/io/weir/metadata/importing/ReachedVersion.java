package io.weir.metadata.importing;

import io.weir.metadata.table.Totals;

/**
 * A table at the latest version that is imported.
 *
 * @param timestamp milliseconds since 1970
 * @param protocol the protocol action in force, as JSON
 * @param metadata the metadata action in force, as JSON
 * @param slots where in a file's bounds each column stands, as JSON
 */
public record ReachedVersion(
        long version, long timestamp, String protocol, String metadata, String slots, Totals totals) {}
