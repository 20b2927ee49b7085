package io.weir.lineage.graph;

import io.weir.lineage.label.NodeLabels;
import io.weir.lineage.openlineage.EntityName;
import io.weir.lineage.openlineage.NodeName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A node with all that was read about it.
 *
 * @param sources the nodes that edges lead from, of any type
 * @param targets the nodes that edges lead to, of any type
 */
record Described(
        Node node, List<NodeName> sources, List<NodeName> targets, NodeLabels labels, Map<String, Object> facets) {

    JobDetails job() {
        EntityName name = node.name().name();
        Optional<Node.LatestRun> run = Optional.ofNullable(node.latestRun());
        return new JobDetails(
                name,
                jobType(),
                name.namespace(),
                name.name(),
                name.name().substring(name.name().lastIndexOf('.') + 1),
                node.createdAt(),
                node.updatedAt(),
                text("documentation", "description"),
                text("sourceCodeLocation", "url"),
                run.map(Node.LatestRun::id).orElse(null),
                run.map(Node.LatestRun::state).orElse(null),
                run.map(JobRun::of).orElse(null),
                names(sources, NodeName.Type.DATASET),
                names(targets, NodeName.Type.DATASET),
                labels.tags(),
                labels.owners(),
                node.owner(),
                facets);
    }

    DatasetDetails dataset() {
        EntityName name = node.name().name();
        return new DatasetDetails(
                name,
                name.namespace().startsWith("kafka://") ? "STREAM" : "DB_TABLE",
                name.namespace(),
                name.name(),
                name.name(),
                name.namespace(),
                node.createdAt(),
                node.updatedAt(),
                text("documentation", "description"),
                names(sources, NodeName.Type.JOB),
                names(targets, NodeName.Type.JOB),
                DatasetField.of(facet("schema"), labels),
                labels.tags(),
                labels.owners(),
                FieldOrigins.of(facet("columnLineage")),
                "DROP".equals(text("lifecycleStateChange", "lifecycleStateChange")),
                facets);
    }

    private String jobType() {
        String processing = text("jobType", "processingType");
        if (processing == null) {
            return "BATCH";
        }
        return switch (processing) {
            case "STREAMING", "STREAM" -> "STREAM";
            case "SERVICE" -> "SERVICE";
            default -> "BATCH";
        };
    }

    private JsonNode facet(String name) {
        return facets.get(name) instanceof JsonNode facet ? facet : MissingNode.getInstance();
    }

    private @Nullable String text(String facet, String member) {
        JsonNode value = facet(facet).path(member);
        return value.isString() ? value.stringValue() : null;
    }

    private static List<EntityName> names(List<NodeName> near, NodeName.Type type) {
        return near.stream()
                .filter(name -> name.type() == type)
                .map(NodeName::name)
                .toList();
    }
}
