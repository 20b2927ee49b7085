package io.weir.delta.sql;

import io.weir.delta.action.Metadata;
import io.weir.delta.action.Protocol;

/**
 * What a table is at one version, but for its files.
 *
 * @param timestamp when the version was committed, in milliseconds since the epoch
 * @param location what paths of files are relative to
 * @param files live ones
 * @param bytes their sizes together
 */
public record TableState(
        long version, long timestamp, String location, Protocol protocol, Metadata metadata, long files, long bytes) {}
