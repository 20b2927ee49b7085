package io.weir.lineage.intake;

import io.weir.lineage.live.Announcement;
import io.weir.lineage.live.LiveEventType;
import io.weir.lineage.openlineage.DatasetMention;
import io.weir.lineage.openlineage.DatasetMention.Role;
import io.weir.lineage.openlineage.EventJson;
import io.weir.lineage.openlineage.EventType;
import io.weir.lineage.openlineage.LineageEvent;
import io.weir.lineage.openlineage.NodeName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What listeners are told of an event: who, what and when, without the facets. */
public final class EventNews {

    private static final int DATASETS_TOLD = 100;

    private EventNews() {}

    public static Announcement of(LineageEvent event) {
        NodeName job = event.job();
        var run = event.run();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("time", event.time().toString());
        if (job != null) {
            data.put("job", name(job));
        }
        datasets(data, "inputs", event, Role.INPUT);
        datasets(data, "outputs", event, Role.OUTPUT);
        datasets(data, "datasets", event, Role.SUBJECT);
        return new Announcement(
                type(event).label(),
                run == null ? null : run.id(),
                job == null ? null : job.key(),
                List.of(),
                EventJson.tree(data));
    }

    private static LiveEventType type(LineageEvent event) {
        return switch (event.kind()) {
            case JOB -> LiveEventType.JOB_UPDATED;
            case DATASET -> LiveEventType.DATASET_UPDATED;
            case RUN -> type(event.type());
        };
    }

    private static LiveEventType type(@Nullable EventType type) {
        return switch (type == null ? EventType.OTHER : type) {
            case START -> LiveEventType.RUN_STARTED;
            case RUNNING -> LiveEventType.RUN_RUNNING;
            case COMPLETE -> LiveEventType.RUN_COMPLETED;
            case FAIL -> LiveEventType.RUN_FAILED;
            case ABORT -> LiveEventType.RUN_ABORTED;
            case OTHER -> LiveEventType.RUN_UPDATED;
        };
    }

    private static void datasets(Map<String, Object> data, String field, LineageEvent event, Role role) {
        List<Map<String, String>> told = event.datasets().stream()
                .filter(mention -> mention.role() == role)
                .map(DatasetMention::dataset)
                .map(EventNews::name)
                .limit(DATASETS_TOLD)
                .toList();
        if (!told.isEmpty()) {
            data.put(field, told);
        }
    }

    private static Map<String, String> name(NodeName node) {
        return Map.of("namespace", node.name().namespace(), "name", node.name().name());
    }
}
