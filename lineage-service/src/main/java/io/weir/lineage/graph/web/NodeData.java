package io.weir.lineage.graph.web;

import io.weir.lineage.graph.Edge;
import io.weir.lineage.graph.LineageGraphs.Part;
import io.weir.lineage.graph.Node;
import io.weir.lineage.openlineage.EntityName;
import io.weir.lineage.openlineage.NodeName;
import io.weir.lineage.run.Run;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What Marquez's readers look for in the nodes of one part of the graph. */
final class NodeData {

    private static final Comparator<EntityName> BY_NAME =
            Comparator.comparing(EntityName::namespace).thenComparing(EntityName::name);

    private static final SortedSet<EntityName> NONE = Collections.unmodifiableSortedSet(new TreeSet<>(BY_NAME));

    private final Part part;
    private final Map<UUID, SortedSet<EntityName>> inputs = new HashMap<>();
    private final Map<UUID, SortedSet<EntityName>> outputs = new HashMap<>();

    NodeData(Part part) {
        this.part = part;
        Map<UUID, EntityName> datasets = new HashMap<>();
        part.nodes().stream()
                .filter(node -> node.name().type() == NodeName.Type.DATASET)
                .forEach(node -> datasets.put(node.key(), node.name().name()));
        for (Edge edge : part.edges()) {
            add(inputs, edge.destination(), datasets.get(edge.origin()));
            add(outputs, edge.origin(), datasets.get(edge.destination()));
        }
    }

    private static void add(Map<UUID, SortedSet<EntityName>> near, UUID node, @Nullable EntityName dataset) {
        if (dataset != null) {
            near.computeIfAbsent(node, key -> new TreeSet<>(BY_NAME)).add(dataset);
        }
    }

    Map<String, Object> of(Node node) {
        EntityName name = node.name().name();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", name);
        data.put("namespace", name.namespace());
        data.put("name", name.name());
        data.put("createdAt", node.createdAt());
        data.put("updatedAt", node.updatedAt());
        if (node.name().type() == NodeName.Type.JOB) {
            data.put("type", "BATCH");
            data.put("simpleName", name.name().substring(name.name().lastIndexOf('.') + 1));
            data.put("inputs", inputs.getOrDefault(node.key(), NONE));
            data.put("outputs", outputs.getOrDefault(node.key(), NONE));
            put(data, "latestRun", latestRun(node.latestRun()));
        } else {
            data.put("type", "DB_TABLE");
            data.put("physicalName", name.name());
            data.put("sourceName", name.namespace());
            data.put("fields", part.fields().getOrDefault(node.key(), List.of()));
        }
        return data;
    }

    private static @Nullable Map<String, Object> latestRun(Node.@Nullable LatestRun run) {
        if (run == null) {
            return null;
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", run.id());
        data.put("state", run.state().inMarquezWords());
        put(data, "startedAt", run.startedAt());
        put(data, "endedAt", run.endedAt());
        put(data, "durationMs", Run.duration(run.startedAt(), run.endedAt()));
        return data;
    }

    private static void put(Map<String, Object> data, String name, @Nullable Object value) {
        if (value != null) {
            data.put(name, value);
        }
    }
}
