package io.weir.metadata.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * How far an application has written.
 *
 * @param appId the application's name for itself
 * @param version the application's own counter
 * @param lastUpdated milliseconds since 1970, where the application said so
 * @param commitVersion the table's version that holds it
 */
public record ApplicationTransaction(
        String appId, long version, @Nullable Long lastUpdated, long commitVersion) {}
