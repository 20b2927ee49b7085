package io.weir.lineage.catalog;

import java.time.Instant;

/**
 * A place that holds datasets.
 *
 * @param name its namespace; of longer ones the first 200 characters
 * @param createdAt time of the earliest event that names one of its datasets
 * @param updatedAt time of the latest one
 */
public record DatasetSource(String name, Instant createdAt, Instant updatedAt) {}
