package io.weir.lineage.graph;

import io.weir.lineage.openlineage.EntityName;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What is known of a dataset.
 *
 * @param createdAt time of the earliest event that names it
 * @param updatedAt time of the latest one
 * @param producers jobs that write it
 * @param consumers jobs that read it
 * @param facets by name, each as its latest event states it
 */
public record DatasetDetails(
        String namespace,
        String name,
        Instant createdAt,
        Instant updatedAt,
        List<EntityName> producers,
        List<EntityName> consumers,
        Map<String, Object> facets) {}
