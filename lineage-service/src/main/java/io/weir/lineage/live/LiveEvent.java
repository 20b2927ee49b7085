package io.weir.lineage.live;

import io.weir.lineage.openlineage.EventJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Something that happened.
 *
 * @param sequence whoever has seen a number has seen all that is below it
 * @param body the whole event in JSON, on one line
 */
public record LiveEvent(
        long sequence,
        String type,
        @Nullable UUID runId,
        @Nullable UUID jobId,
        List<String> targets,
        String body) {

    /** Puts an event together. */
    public static LiveEvent of(
            long sequence,
            Instant at,
            String type,
            @Nullable UUID runId,
            @Nullable UUID jobId,
            List<String> targets,
            JsonNode data) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("event_id", sequence);
        body.put("event_type", type);
        body.put("time", at.toString());
        if (runId != null) {
            body.put("run_id", runId.toString());
        }
        body.put("data", data);
        return new LiveEvent(sequence, type, runId, jobId, targets, EventJson.write(EventJson.tree(body)));
    }

    /** The event as a browser's EventSource reads it. */
    public byte[] frame() {
        return ("id: " + sequence + "\nevent: " + type + "\ndata: " + body + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}
