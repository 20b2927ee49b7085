package io.weir.lineage.intake;

import io.weir.lineage.openlineage.Label;
import java.util.Comparator;
import java.util.UUID;

/** What events say about a tag or an owner. */
public record LabelChange(Key key, FacetChange.Owner owner, Label label, UUID seenBy) {

    /** The row. */
    public record Key(UUID id, UUID label) {
        static final Comparator<Key> ORDER = Comparator.comparing(Key::id).thenComparing(Key::label);
    }

    static LabelChange of(UUID by, FacetChange.Owner owner, UUID id, Label label) {
        return new LabelChange(new Key(id, label.key()), owner, label, by);
    }

    LabelChange merge(LabelChange other) {
        return Latest.isLater(seenBy, other.seenBy) ? this : other;
    }
}
