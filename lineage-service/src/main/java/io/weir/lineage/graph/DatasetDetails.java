package io.weir.lineage.graph;

import io.weir.lineage.label.NodeOwner;
import io.weir.lineage.openlineage.EntityName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a dataset, in this service's words and in Marquez'.
 *
 * @param id its two names
 * @param type DB_TABLE or STREAM
 * @param createdAt time of the earliest event that names it
 * @param updatedAt time of the latest one
 * @param producers jobs that write it; in lists at most 100
 * @param consumers jobs that read it; in lists at most 100
 * @param fields its columns, where events state them
 * @param columnLineage which columns its columns come from; absent where no event states that
 * @param deleted whether the latest event about its life says that it was dropped
 * @param facets by name, each as its latest event states it; in lists only those that lists show
 */
public record DatasetDetails(
        EntityName id,
        String type,
        String namespace,
        String name,
        String physicalName,
        String sourceName,
        Instant createdAt,
        Instant updatedAt,
        @Nullable String description,
        List<EntityName> producers,
        List<EntityName> consumers,
        List<DatasetField> fields,
        List<String> tags,
        List<NodeOwner> owners,
        @Nullable List<FieldOrigins> columnLineage,
        boolean deleted,
        Map<String, Object> facets) {}
