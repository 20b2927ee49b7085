package io.weir.lineage.graph.web;

import io.weir.lineage.graph.ColumnGraphs.Part;
import io.weir.lineage.graph.Columns.Column;
import io.weir.lineage.graph.Columns.Origin;
import io.weir.lineage.graph.Edge;
import io.weir.lineage.graph.NodeIds;
import io.weir.lineage.openlineage.EventJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Columns in Marquez's shape.
 *
 * @param graph by id; a column of an empty name is a dataset as a whole
 * @param truncated whether there is more within the depth that was asked for
 */
record ColumnLineageGraph(List<ColumnLineageNode> graph, boolean truncated) {

    /** One column with its edges to others of the answer. */
    record ColumnLineageNode(
            String id, String type, Map<String, Object> data, List<LineageEdge> inEdges, List<LineageEdge> outEdges) {}

    static ColumnLineageGraph of(Part part) {
        Map<UUID, Column> columns = new HashMap<>();
        part.columns().forEach(column -> columns.put(column.key(), column));
        Map<UUID, List<Map<String, Object>>> inputs = new HashMap<>();
        part.origins().forEach(origin -> {
            Column from = columns.get(origin.origin());
            if (from != null) {
                inputs.computeIfAbsent(origin.destination(), key -> new ArrayList<>())
                        .add(input(from, origin));
            }
        });
        Map<UUID, List<LineageEdge>> in = new HashMap<>();
        Map<UUID, List<LineageEdge>> out = new HashMap<>();
        for (Edge edge : part.edges()) {
            Column origin = columns.get(edge.origin());
            Column destination = columns.get(edge.destination());
            if (origin != null && destination != null) {
                LineageEdge named = new LineageEdge(id(origin), id(destination), null);
                out.computeIfAbsent(origin.key(), key -> new ArrayList<>()).add(named);
                in.computeIfAbsent(destination.key(), key -> new ArrayList<>()).add(named);
            }
        }
        return new ColumnLineageGraph(
                part.columns().stream()
                        .map(column -> node(
                                column,
                                inputs.getOrDefault(column.key(), List.of()),
                                in.getOrDefault(column.key(), List.of()),
                                out.getOrDefault(column.key(), List.of())))
                        .sorted(Comparator.comparing(ColumnLineageNode::id))
                        .toList(),
                part.truncated());
    }

    private static ColumnLineageNode node(
            Column column, List<Map<String, Object>> inputs, List<LineageEdge> in, List<LineageEdge> out) {
        Map<String, Object> data = new LinkedHashMap<>(name(column));
        data.put("inputFields", inputs);
        return new ColumnLineageNode(id(column), "DATASET_FIELD", data, in, out);
    }

    private static Map<String, Object> input(Column from, Origin origin) {
        Map<String, Object> input = new LinkedHashMap<>(name(from));
        String transformations = origin.transformations();
        input.put("transformations", transformations == null ? List.of() : EventJson.read(transformations));
        return input;
    }

    private static Map<String, Object> name(Column column) {
        Map<String, Object> name = new LinkedHashMap<>();
        name.put("namespace", column.dataset().name().namespace());
        name.put("dataset", column.dataset().name().name());
        name.put("field", column.field());
        return name;
    }

    private static String id(Column column) {
        return NodeIds.field(column.dataset(), column.field());
    }
}
