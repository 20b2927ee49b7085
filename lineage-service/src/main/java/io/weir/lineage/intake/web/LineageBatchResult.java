package io.weir.lineage.intake.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** What became of a batch, in OpenLineage's words. */
record LineageBatchResult(
        String status,
        LineageBatchSummary summary,
        @JsonProperty("failed_events") List<FailedLineageEvent> failedEvents) {

    /** Counts of events. */
    record LineageBatchSummary(int received, int successful, int failed) {}

    /**
     * An event that was refused.
     *
     * @param index in the array, from 0
     */
    record FailedLineageEvent(int index, String reason, boolean retriable) {}
}
