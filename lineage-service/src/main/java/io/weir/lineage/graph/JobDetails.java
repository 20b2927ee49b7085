package io.weir.lineage.graph;

import io.weir.lineage.openlineage.EntityName;
import io.weir.lineage.run.RunState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a job.
 *
 * @param createdAt time of the earliest event that names it
 * @param updatedAt time of the latest one
 * @param inputs datasets that any of its runs read
 * @param outputs datasets that any of its runs wrote
 * @param facets by name, each as its latest event states it
 */
public record JobDetails(
        String namespace,
        String name,
        Instant createdAt,
        Instant updatedAt,
        @Nullable UUID latestRunId,
        @Nullable RunState latestRunState,
        List<EntityName> inputs,
        List<EntityName> outputs,
        Map<String, Object> facets) {}
