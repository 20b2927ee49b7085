package io.weir.lineage.label;

import org.jspecify.annotations.Nullable;

/**
 * Who answers for a job or a dataset.
 *
 * @param type what he is to it, as in {@code MAINTAINER}
 */
public record NodeOwner(String name, @Nullable String type) {}
