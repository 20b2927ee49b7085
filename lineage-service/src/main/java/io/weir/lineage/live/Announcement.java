package io.weir.lineage.live;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Something to be told to listeners.
 *
 * @param type as in {@code run.completed}
 * @param runId the run that it is about
 * @param jobId key of the job that it is about
 * @param targets the only clients that are to see it; empty for all
 */
public record Announcement(
        String type, @Nullable UUID runId, @Nullable UUID jobId, List<String> targets, JsonNode data) {}
