package io.weir.lineage.run.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.weir.lineage.openlineage.EventType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says what became of a run.
 *
 * @param eventType START, RUNNING or OTHER while it goes on; COMPLETE, FAIL or ABORT ends it
 * @param metadata anything; {@code inputs} and {@code outputs} in it name datasets
 */
record RecordRunEventRequest(
        @JsonProperty("event_type") EventType eventType,
        @Nullable Map<String, Object> metadata) {}
