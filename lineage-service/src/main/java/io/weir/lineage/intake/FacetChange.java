package io.weir.lineage.intake;

import io.weir.lineage.openlineage.DatasetMention.Role;
import io.weir.lineage.openlineage.Facet;
import io.weir.lineage.openlineage.HashedKeys;
import java.util.Comparator;
import java.util.UUID;

/** What events say about a facet: the latest holds, whole. */
public record FacetChange(Key key, Facet facet, UUID seenBy) {

    /** Whose facet it is. */
    public enum Owner {
        JOB,
        DATASET,
        RUN,
        INPUT,
        OUTPUT;

        static Owner of(Role role) {
            return role == Role.INPUT ? INPUT : OUTPUT;
        }
    }

    /** The row. Names of facets have no limit, so a hash stands for them. */
    public record Key(UUID id, Owner owner, UUID name) {
        static final Comparator<Key> ORDER =
                Comparator.comparing(Key::id).thenComparing(Key::owner).thenComparing(Key::name);
    }

    static FacetChange of(UUID by, Owner owner, UUID id, Facet facet) {
        return new FacetChange(new Key(id, owner, HashedKeys.of("FACET", facet.name())), facet, by);
    }

    FacetChange merge(FacetChange other) {
        return Latest.isLater(seenBy, other.seenBy) ? this : other;
    }
}
