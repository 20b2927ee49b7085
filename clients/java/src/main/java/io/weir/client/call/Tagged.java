package io.weir.client.call;

import org.jspecify.annotations.Nullable;

/**
 * What was answered.
 *
 * @param entityTag to change it by, if it is still this; null where the answer had none
 */
public record Tagged<T>(T value, @Nullable String entityTag) {}
