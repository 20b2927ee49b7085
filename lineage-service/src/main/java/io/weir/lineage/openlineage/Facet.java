package io.weir.lineage.openlineage;

import org.jspecify.annotations.Nullable;

/**
 * One facet as an event states it.
 *
 * @param name any text
 * @param body its JSON; null where the event deletes the facet
 */
public record Facet(String name, @Nullable String body) {}
