package io.weir.lineage.snapshot;

import io.weir.lineage.openlineage.DatasetNames;
import io.weir.lineage.openlineage.EntityName;
import io.weir.lineage.openlineage.EventJson;
import io.weir.lineage.openlineage.Producer;
import io.weir.lineage.run.Run;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot as an OpenLineage event: an output of its run, of its job, or, where neither is known, a fact about the
 * dataset alone. The table's name becomes another name of the data at its address.
 *
 * @param run the run that made it, where it is known already; its job goes before the one that the snapshot names
 */
record SnapshotEvent(DatasetSnapshot snapshot, @Nullable Run run) {

    Map<String, Object> members() {
        Map<String, Object> event = Producer.event(snapshot.createdAt());
        Map<String, Object> job = job();
        if (job == null) {
            event.put("dataset", dataset());
            return event;
        }
        event.put("job", job);
        event.put("outputs", List.of(dataset()));
        UUID runId = snapshot.runId();
        if (runId != null) {
            event.put("eventType", "OTHER");
            event.put("run", Map.of("runId", runId.toString()));
        }
        return event;
    }

    private @Nullable Map<String, Object> job() {
        String jobName = snapshot.jobName();
        if (run != null) {
            return Map.of("namespace", run.namespace(), "name", run.job());
        }
        return jobName == null ? null : Map.of("namespace", DatasetNames.HOME, "name", jobName);
    }

    private Map<String, Object> dataset() {
        EntityName name = DatasetNames.at(snapshot.uri());
        return Map.of("namespace", name.namespace(), "name", name.name(), "facets", facets());
    }

    private Map<String, Object> facets() {
        Map<String, Object> facets = new LinkedHashMap<>();
        facets.put(
                "symlinks",
                Producer.facet(Map.of(
                        "identifiers",
                        List.of(Map.of(
                                "namespace", DatasetNames.HOME, "name", snapshot.tableName(), "type", "TABLE")))));
        facets.put("storage", Producer.facet(Map.of("storageLayer", snapshot.format(), "fileFormat", "parquet")));
        Long version = snapshot.version();
        if (version != null) {
            facets.put("version", Producer.facet(Map.of("datasetVersion", version.toString())));
        }
        if (snapshot.schema() instanceof Map<?, ?> schema && schema.get("fields") instanceof List<?> fields) {
            facets.put(
                    "schema",
                    Producer.facet(Map.of(
                            "fields", fields.stream().map(SnapshotEvent::field).toList())));
        }
        return facets;
    }

    /** A type that is more than a name is told as JSON. */
    private static Object field(Object field) {
        if (field instanceof Map<?, ?> column && column.get("name") instanceof String name) {
            Object type = column.get("type");
            return type == null ? Map.of("name", name) : Map.of("name", name, "type", text(type));
        }
        return Map.of("name", text(field));
    }

    private static String text(Object value) {
        return value instanceof String text ? text : EventJson.write(EventJson.tree(value));
    }
}
