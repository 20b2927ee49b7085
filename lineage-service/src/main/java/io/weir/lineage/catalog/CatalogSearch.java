package io.weir.lineage.catalog;

import io.weir.lineage.openlineage.NodeName;
import org.jspecify.annotations.Nullable;

/**
 * What to look for.
 *
 * @param text a part of a name, in any case; empty for any name
 * @param type jobs or datasets alone; null for both
 * @param namespace exactly; null for all
 * @param tag exactly, on the job or dataset itself or on a column; null for any
 * @param owner exactly; null for any
 */
public record CatalogSearch(
        String text,
        NodeName.@Nullable Type type,
        @Nullable String namespace,
        @Nullable String tag,
        @Nullable String owner) {}
