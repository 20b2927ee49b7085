package io.weir.lineage.graph;

import io.weir.lineage.openlineage.NodeName;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The nodes of the graph. */
public interface Nodes {

    /** The first of these names that there is a node for: one statement. */
    Optional<UUID> findFirst(List<NodeName> candidates);

    /** Jobs with their latest runs, and datasets: two statements. Those that do not exist are left out. */
    List<Node> load(Collection<UUID> keys);
}
