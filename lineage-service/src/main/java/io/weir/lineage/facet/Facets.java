package io.weir.lineage.facet;

import io.weir.lineage.intake.FacetChange.Owner;
import io.weir.lineage.openlineage.LineageEvent;
import io.weir.lineage.openlineage.NodeName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Facets of anything. */
public interface Facets {

    /** The current facets of an owner, by name: one range of an index. */
    Map<String, Object> current(Owner owner, UUID id);

    /** The current facets of these names, by name: as many probes of an index. */
    Map<UUID, Map<String, Object>> current(Owner owner, Collection<UUID> ids, List<String> names);

    /** Events that name a job or a dataset, newest first, before an event if one is given. */
    List<LineageEvent> events(NodeName node, @Nullable UUID before, int limit);
}
