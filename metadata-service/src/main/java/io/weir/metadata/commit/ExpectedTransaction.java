package io.weir.metadata.commit;

import org.jspecify.annotations.Nullable;

/**
 * Where an application's transaction must be for a commit to happen.
 *
 * @param version null if the application must not have written yet
 */
public record ExpectedTransaction(String appId, @Nullable Long version) {}
