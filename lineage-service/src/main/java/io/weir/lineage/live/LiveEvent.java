package io.weir.lineage.live;

import io.weir.lineage.openlineage.EventJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something that happened. */
public final class LiveEvent {

    private final long sequence;
    private final String type;
    private final @Nullable UUID runId;
    private final @Nullable UUID jobId;
    private final List<String> targets;
    private final String body;
    private volatile byte @Nullable [] frame;

    /**
     * Puts an event together.
     *
     * @param sequence whoever has seen a number has seen all that is below it
     * @param data as {@link EventJson#write} has it: on one line
     */
    public LiveEvent(
            long sequence,
            Instant at,
            String type,
            @Nullable UUID runId,
            @Nullable UUID jobId,
            List<String> targets,
            String data) {
        this.sequence = sequence;
        this.type = type;
        this.runId = runId;
        this.jobId = jobId;
        this.targets = targets;
        String run = runId == null ? "" : ",\"run_id\":\"" + runId + "\"";
        this.body = "{\"data\":" + data + ",\"event_id\":" + sequence + ",\"event_type\":"
                + EventJson.write(EventJson.tree(type)) + run + ",\"time\":\"" + at + "\"}";
    }

    public long sequence() {
        return sequence;
    }

    /** As in {@code run.completed}. */
    public String type() {
        return type;
    }

    public @Nullable UUID runId() {
        return runId;
    }

    public @Nullable UUID jobId() {
        return jobId;
    }

    /** The only clients that are to see it; empty for all. */
    public List<String> targets() {
        return targets;
    }

    /** The whole event in JSON, on one line. */
    public String body() {
        return body;
    }

    /** The event as a browser's EventSource reads it; made once, however many listen. Not to be changed. */
    public byte[] frame() {
        byte[] made = frame;
        if (made == null) {
            String text = "id: " + sequence + "\nevent: " + type + "\ndata: " + body + "\n\n";
            made = text.getBytes(StandardCharsets.UTF_8);
            frame = made;
        }
        return made;
    }
}
