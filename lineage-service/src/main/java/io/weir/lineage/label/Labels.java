package io.weir.lineage.label;

import io.weir.lineage.openlineage.Label;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** Labels of jobs and datasets. */
public interface Labels {

    /** The labels of any number of nodes, by key; those without any are left out. One statement. */
    Map<UUID, NodeLabels> of(Collection<UUID> nodes);

    /**
     * Decides whether a tag is on a node, whatever events state before and after. A tag that was unknown is made.
     *
     * @param tag as {@link Label#tag} makes it
     */
    void choose(UUID node, Label tag, boolean chosen);
}
