package io.weir.lineage.graph;

import io.weir.lineage.LineageProblem;
import io.weir.lineage.facet.Facets;
import io.weir.lineage.intake.FacetChange.Owner;
import io.weir.lineage.openlineage.EntityName;
import io.weir.lineage.openlineage.NodeName;
import io.weir.support.problem.ProblemException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Answers what is known of one node: seven statements by key. */
@Service
public class NodeDetails {

    private static final int MAXIMUM_NEIGHBOURS = 1000;

    private final Nodes nodes;
    private final Edges edges;
    private final Facets facets;

    NodeDetails(Nodes nodes, Edges edges, Facets facets) {
        this.nodes = nodes;
        this.edges = edges;
        this.facets = facets;
    }

    /** A job; at most 1,000 inputs and as many outputs. */
    public JobDetails job(EntityName name) {
        Node node = require(NodeName.job(name), LineageProblem.JOB_NOT_FOUND);
        Optional<Node.LatestRun> run = Optional.ofNullable(node.latestRun());
        return new JobDetails(
                name.namespace(),
                name.name(),
                node.createdAt(),
                node.updatedAt(),
                run.map(Node.LatestRun::id).orElse(null),
                run.map(Node.LatestRun::state).orElse(null),
                neighbours(node.key(), Direction.UPSTREAM, NodeName.Type.DATASET),
                neighbours(node.key(), Direction.DOWNSTREAM, NodeName.Type.DATASET),
                facets.current(Owner.JOB, node.key()));
    }

    /** A dataset; at most 1,000 producers and as many consumers. */
    public DatasetDetails dataset(EntityName name) {
        Node node = require(NodeName.dataset(name), LineageProblem.DATASET_NOT_FOUND);
        return new DatasetDetails(
                name.namespace(),
                name.name(),
                node.createdAt(),
                node.updatedAt(),
                neighbours(node.key(), Direction.UPSTREAM, NodeName.Type.JOB),
                neighbours(node.key(), Direction.DOWNSTREAM, NodeName.Type.JOB),
                facets.current(Owner.DATASET, node.key()));
    }

    private Node require(NodeName name, LineageProblem otherwise) {
        return nodes.load(List.of(name.key())).stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(otherwise, "There is no " + name.nodeId()));
    }

    private List<EntityName> neighbours(UUID key, Direction direction, NodeName.Type type) {
        List<UUID> keys = edges.at(List.of(key), direction, MAXIMUM_NEIGHBOURS).stream()
                .map(edge -> direction == Direction.UPSTREAM ? edge.origin() : edge.destination())
                .distinct()
                .toList();
        return nodes.load(keys).stream()
                .map(Node::name)
                .filter(name -> name.type() == type)
                .map(NodeName::name)
                .sorted(Comparator.comparing(EntityName::namespace).thenComparing(EntityName::name))
                .toList();
    }
}
