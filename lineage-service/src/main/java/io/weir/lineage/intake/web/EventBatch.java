package io.weir.lineage.intake.web;

import io.weir.lineage.intake.web.LineageBatchResult.FailedLineageEvent;
import io.weir.lineage.intake.web.LineageBatchResult.LineageBatchSummary;
import io.weir.lineage.openlineage.EventReader;
import io.weir.lineage.openlineage.LineageEvent;
import io.weir.support.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A posted array: what could be understood, and why the rest could not. */
record EventBatch(List<LineageEvent> events, List<FailedLineageEvent> failures) {

    static EventBatch read(JsonNode body, Sender sender) {
        if (!body.isArray()) {
            throw ProblemException.invalid("", "is no array", body.getNodeType(), "an array of events");
        }
        List<LineageEvent> events = new ArrayList<>();
        List<FailedLineageEvent> failures = new ArrayList<>();
        for (int index = 0; index < body.size(); index++) {
            try {
                events.add(sender.mark(EventReader.read(body.get(index)), body.get(index)));
            } catch (ProblemException refused) {
                failures.add(new FailedLineageEvent(index, String.valueOf(refused.getMessage()), false));
            }
        }
        return new EventBatch(events, failures);
    }

    LineageBatchResult result() {
        int received = events.size() + failures.size();
        String status = events.isEmpty() ? "failed" : "partial_success";
        return new LineageBatchResult(
                status, new LineageBatchSummary(received, events.size(), failures.size()), failures);
    }
}
