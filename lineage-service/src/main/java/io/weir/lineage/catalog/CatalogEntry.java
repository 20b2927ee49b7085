package io.weir.lineage.catalog;

import io.weir.lineage.openlineage.NodeName;
import java.time.Instant;

/**
 * A job or a dataset.
 *
 * @param createdAt time of the earliest event that names it
 * @param updatedAt time of the latest one
 */
public record CatalogEntry(NodeName name, Instant createdAt, Instant updatedAt) {}
