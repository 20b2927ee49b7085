package io.weir.lineage.live.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event that was broadcast.
 *
 * @param eventId its place in the stream
 */
record BroadcastEvent(
        @JsonProperty("event_id") long eventId,
        @JsonProperty("event_type") String eventType,
        @JsonProperty("run_id") @Nullable UUID runId,
        @JsonProperty("request_id") String requestId) {}
