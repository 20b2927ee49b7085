package io.weir.lineage.run;

import io.weir.lineage.openlineage.EventJson;
import io.weir.lineage.openlineage.EventReader;
import io.weir.lineage.openlineage.EventType;
import io.weir.lineage.openlineage.LineageEvent;
import io.weir.lineage.openlineage.Nesting;
import io.weir.lineage.openlineage.Producer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a client says about a run by the run routes, on its way to become an OpenLineage event. */
final class RunEvent {

    /** The event, its run, the run's facets, and the facet that metadata lies in. */
    private static final int AROUND_METADATA = 4;

    private final UUID run;
    private final Map<String, Object> event;
    private final Map<String, Object> facets = new LinkedHashMap<>();

    /** Begins an event; without a type it only adds facts. */
    RunEvent(Instant time, UUID run, String namespace, String job, @Nullable EventType type) {
        this.run = run;
        this.event = Producer.event(time);
        event.put("job", Map.of("namespace", namespace, "name", job));
        if (type != null) {
            event.put("eventType", type.name());
        }
    }

    /** Keeps metadata as a facet; {@code inputs} and {@code outputs} in it become the run's datasets. */
    RunEvent metadata(@Nullable Map<String, Object> metadata) {
        if (metadata != null && !metadata.isEmpty()) {
            Nesting.require("metadata", metadata, AROUND_METADATA);
            facets.put("weir_metadata", Producer.facet(Map.of("metadata", metadata)));
        }
        event.put("inputs", RunMembers.datasets(metadata, "inputs"));
        event.put("outputs", RunMembers.datasets(metadata, "outputs"));
        return this;
    }

    RunEvent artifacts(List<RunArtifact> artifacts) {
        if (!artifacts.isEmpty()) {
            facets.put("weir_artifacts", Producer.facet(Map.of("artifacts", artifacts)));
        }
        return this;
    }

    RunEvent plan(RunPlan plan, @Nullable Run parent) {
        Integer attempt = plan.attempt();
        if (attempt != null) {
            facets.put(RunFacts.ATTEMPT, Producer.facet(Map.of("attempt", attempt)));
        }
        Instant begin = plan.nominalStart();
        if (begin != null) {
            Map<String, Object> nominal = new LinkedHashMap<>(Map.of("nominalStartTime", begin.toString()));
            Instant end = plan.nominalEnd();
            if (end != null) {
                nominal.put("nominalEndTime", end.toString());
            }
            facets.put("nominalTime", Producer.facet(nominal));
        }
        if (parent != null) {
            facets.put("parent", Producer.facet(parent(parent)));
        }
        return this;
    }

    LineageEvent read() {
        event.put("run", Map.of("runId", run.toString(), "facets", facets));
        return EventReader.read(EventJson.tree(event)).asOwn();
    }

    /** The root's job is said to be the parent's, where the root is not the parent itself: nothing asks for it. */
    private static Map<String, Object> parent(Run parent) {
        Map<String, Object> job = Map.of("namespace", parent.namespace(), "name", parent.job());
        UUID root = parent.rootRunId() == null ? parent.runId() : parent.rootRunId();
        return Map.of(
                "run", Map.of("runId", parent.runId().toString()),
                "job", job,
                "root", Map.of("run", Map.of("runId", root.toString()), "job", job));
    }
}
