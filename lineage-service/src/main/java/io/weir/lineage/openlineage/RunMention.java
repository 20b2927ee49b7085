package io.weir.lineage.openlineage;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The run that an event is about.
 *
 * @param id the run's id; where the client's is no UUID, one derived from it
 * @param externalId the client's id where it is no UUID
 * @param parent the run that started this one; never this run itself
 */
public record RunMention(
        UUID id, @Nullable String externalId, @Nullable Parent parent, List<Facet> facets) {

    /** Who started a run. */
    public record Parent(UUID id, @Nullable String externalId, NodeName job) {}
}
