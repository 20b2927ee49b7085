package io.weir.lineage.graph.web;

import io.weir.lineage.openlineage.NodeName;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node with its edges to other nodes of the answer.
 *
 * @param data names and times; of a job, its latest run
 */
record LineageNode(
        String id,
        NodeName.Type type,
        @Nullable Map<String, Object> data,
        List<LineageEdge> inEdges,
        List<LineageEdge> outEdges) {}
