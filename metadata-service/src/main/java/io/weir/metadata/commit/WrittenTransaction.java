package io.weir.metadata.commit;

import org.jspecify.annotations.Nullable;

/**
 * How far an application has written with a commit.
 *
 * @param lastUpdated milliseconds since 1970, where the application said so
 */
public record WrittenTransaction(
        String appId, long version, @Nullable Long lastUpdated) {}
