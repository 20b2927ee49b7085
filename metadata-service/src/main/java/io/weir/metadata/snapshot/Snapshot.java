package io.weir.metadata.snapshot;

import io.weir.metadata.table.Totals;

/**
 * A table at one version, without its files.
 *
 * @param timestamp in-commit timestamp, milliseconds since 1970
 * @param protocol the protocol action in force, as JSON
 * @param metadata the metadata action in force, as JSON
 */
public record Snapshot(long version, long timestamp, String protocol, String metadata, Totals totals) {}
