package io.weir.delta.action;

import org.jspecify.annotations.Nullable;

/**
 * A logical file: two with the same path and different deletion vectors are two.
 *
 * @param deletionVectorId {@link DeletionVectorDescriptor#uniqueId()}, absent without one
 */
public record FileKey(String path, @Nullable String deletionVectorId) {}
