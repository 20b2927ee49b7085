package io.weir.lineage.graph;

import io.weir.lineage.label.NodeOwner;
import io.weir.lineage.openlineage.EntityName;
import io.weir.lineage.run.RunState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a job, in this service's words and in Marquez'.
 *
 * @param id its two names
 * @param type BATCH, STREAM or SERVICE
 * @param simpleName the last part of its name
 * @param createdAt time of the earliest event that names it
 * @param updatedAt time of the latest one
 * @param inputs datasets that any of its runs read; in lists at most 100
 * @param outputs datasets that any of its runs wrote; in lists at most 100
 * @param location of its source code
 * @param latestRun the run of {@code latestRunId}
 * @param owners as a facet states them
 * @param owner whose it is here, as in {@code user:ann}: who first sent an event about it, until it is handed over
 * @param facets by name, each as its latest event states it; in lists only those that lists show
 */
public record JobDetails(
        EntityName id,
        String type,
        String namespace,
        String name,
        String simpleName,
        Instant createdAt,
        Instant updatedAt,
        @Nullable String description,
        @Nullable String location,
        @Nullable UUID latestRunId,
        @Nullable RunState latestRunState,
        @Nullable JobRun latestRun,
        List<EntityName> inputs,
        List<EntityName> outputs,
        List<String> tags,
        List<NodeOwner> owners,
        @Nullable String owner,
        Map<String, Object> facets) {}
