package io.weir.lineage.label;

import org.jspecify.annotations.Nullable;

/** A tag that was ever stated or made. */
public record NamedTag(String name, @Nullable String description) {}
