package io.weir.lineage.graph.web;

import io.weir.lineage.graph.Node;
import io.weir.lineage.openlineage.NodeName;
import io.weir.lineage.run.Run;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Marquez's readers look for in a node. */
final class NodeData {

    private NodeData() {}

    static Map<String, Object> of(Node node, List<LineageEdge> in, List<LineageEdge> out) {
        String namespace = node.name().name().namespace();
        String name = node.name().name().name();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", Map.of("namespace", namespace, "name", name));
        data.put("namespace", namespace);
        data.put("name", name);
        data.put("createdAt", node.createdAt());
        data.put("updatedAt", node.updatedAt());
        if (node.name().type() == NodeName.Type.JOB) {
            data.put("type", "BATCH");
            data.put("simpleName", name.substring(name.lastIndexOf('.') + 1));
            data.put("inputs", in.stream().map(LineageEdge::origin).toList());
            data.put("outputs", out.stream().map(LineageEdge::destination).toList());
            put(data, "latestRun", latestRun(node.latestRun()));
        } else {
            data.put("type", "DB_TABLE");
            data.put("physicalName", name);
            data.put("sourceName", namespace);
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
