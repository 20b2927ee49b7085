package io.weir.lineage.graph;

import io.weir.lineage.LineageProblem;
import io.weir.lineage.facet.Facets;
import io.weir.lineage.intake.FacetChange.Owner;
import io.weir.lineage.label.Labels;
import io.weir.lineage.label.NodeLabels;
import io.weir.lineage.openlineage.EntityName;
import io.weir.lineage.openlineage.NodeName;
import io.weir.support.problem.ProblemException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/** Answers what is known of nodes: six or seven statements by key, whether for one or for a page of them. */
@Service
public class NodeDetails {

    private static final int NEIGHBOURS_OF_ONE = 1000;
    private static final int NEIGHBOURS_IN_A_LIST = 100;

    /** The facets that lists show; the others may be large. */
    private static final List<String> LISTED = List.of(
            "schema",
            "columnLineage",
            "documentation",
            "sourceCodeLocation",
            "jobType",
            "ownership",
            "tags",
            "lifecycleStateChange",
            "dataQualityAssertions");

    private final Nodes nodes;
    private final Edges edges;
    private final Facets facets;
    private final Labels labels;

    NodeDetails(Nodes nodes, Edges edges, Facets facets, Labels labels) {
        this.nodes = nodes;
        this.edges = edges;
        this.facets = facets;
        this.labels = labels;
    }

    /** A job; at most 1,000 inputs and as many outputs. */
    public JobDetails job(EntityName name) {
        return one(NodeName.job(name), Owner.JOB).job();
    }

    /** A dataset; at most 1,000 producers and as many consumers. */
    public DatasetDetails dataset(EntityName name) {
        return one(NodeName.dataset(name), Owner.DATASET).dataset();
    }

    /** Jobs in the order of their names; those that do not exist are left out. */
    public List<JobDetails> jobs(List<NodeName> names) {
        return listed(names, Owner.JOB).stream().map(Described::job).toList();
    }

    /** Datasets in the order of their names; those that do not exist are left out. */
    public List<DatasetDetails> datasets(List<NodeName> names) {
        return listed(names, Owner.DATASET).stream().map(Described::dataset).toList();
    }

    /** The key of a node that must be there. */
    public UUID require(NodeName name) {
        return nodes.findFirst(List.of(name)).orElseThrow(() -> missing(name));
    }

    private Described one(NodeName name, Owner owner) {
        UUID key = name.key();
        return described(List.of(key), NEIGHBOURS_OF_ONE, Map.of(key, facets.current(owner, key))).stream()
                .findFirst()
                .orElseThrow(() -> missing(name));
    }

    private List<Described> listed(List<NodeName> names, Owner owner) {
        List<UUID> keys = names.stream().map(NodeName::key).toList();
        return described(keys, NEIGHBOURS_IN_A_LIST, facets.current(owner, keys, LISTED));
    }

    private List<Described> described(List<UUID> keys, int neighbours, Map<UUID, Map<String, Object>> facetsOf) {
        Map<UUID, Node> found = byKey(nodes.load(keys));
        Map<UUID, NodeLabels> labelsOf = labels.of(keys);
        Neighbours near = Neighbours.of(edges.around(keys, neighbours), nodes::load);
        return keys.stream()
                .map(found::get)
                .filter(Objects::nonNull)
                .map(node -> new Described(
                        node,
                        near.sources(node.key()),
                        near.targets(node.key()),
                        labelsOf.getOrDefault(node.key(), NodeLabels.NONE),
                        facetsOf.getOrDefault(node.key(), Map.of())))
                .toList();
    }

    private static Map<UUID, Node> byKey(Collection<Node> nodes) {
        return nodes.stream()
                .collect(Collectors.toMap(Node::key, Function.identity(), (one, same) -> one, HashMap::new));
    }

    private static ProblemException missing(NodeName name) {
        LineageProblem problem =
                name.type() == NodeName.Type.JOB ? LineageProblem.JOB_NOT_FOUND : LineageProblem.DATASET_NOT_FOUND;
        return new ProblemException(problem, "There is no " + name.nodeId());
    }
}
