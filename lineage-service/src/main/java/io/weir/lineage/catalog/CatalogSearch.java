package io.weir.lineage.catalog;

import io.weir.lineage.openlineage.NodeName;
import org.jspecify.annotations.Nullable;

/**
 * What to look for.
 *
 * @param text a part of a name, in any case
 * @param type jobs or datasets alone; null for both
 * @param namespace exactly; null for all
 */
public record CatalogSearch(
        String text, NodeName.@Nullable Type type, @Nullable String namespace) {}
