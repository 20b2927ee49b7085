package io.weir.lineage.live.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Something to tell to all who listen.
 *
 * @param eventType any name; listeners filter by it
 * @param data any JSON, 256 KiB at most
 * @param runId the run that it is about
 * @param targetClients the only clients that are to see it; all where absent
 */
record BroadcastRequest(
        @JsonProperty("event_type") String eventType,
        @Schema(type = "object") @Nullable JsonNode data,
        @JsonProperty("run_id") @Nullable UUID runId,
        @JsonProperty("target_clients") @Nullable List<String> targetClients) {}
