package io.weir.lineage.openlineage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dataset in an event.
 *
 * @param version of the {@code version} facet, as in a Delta version
 * @param facets of the dataset itself, and what this use of it found its data to be
 * @param useFacets of this reading or writing of it
 */
public record DatasetMention(
        NodeName dataset, Role role, @Nullable String version, List<Facet> facets, List<Facet> useFacets) {

    /** What the event has to do with the dataset. */
    public enum Role {
        INPUT,
        OUTPUT,
        /** The event is about the dataset; no job reads or writes it. */
        SUBJECT
    }
}
