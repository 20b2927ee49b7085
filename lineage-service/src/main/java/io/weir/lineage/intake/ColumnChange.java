package io.weir.lineage.intake;

import io.weir.lineage.openlineage.ColumnLink;
import io.weir.lineage.openlineage.HashedKeys;
import io.weir.lineage.openlineage.LineageEvent;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What events say about a column that comes from another.
 *
 * @param link as the latest event states it
 * @param run of that event
 */
public record ColumnChange(
        Key key,
        ColumnLink link,
        UUID firstBy,
        UUID seenBy,
        @Nullable UUID run) {

    /** The row. */
    public record Key(UUID origin, UUID destination, UUID facet) {

        static final Comparator<Key> ORDER = Comparator.comparing(Key::origin)
                .thenComparing(Key::destination)
                .thenComparing(Key::facet);
    }

    static ColumnChange of(LineageEvent event, ColumnLink link) {
        Key key = new Key(link.origin().key(), link.destination().key(), HashedKeys.of("FACET", link.facet()));
        var run = event.run();
        return new ColumnChange(key, link, event.id(), event.id(), run == null ? null : run.id());
    }

    ColumnChange merge(ColumnChange other) {
        ColumnChange later = Latest.isLater(seenBy, other.seenBy) ? this : other;
        return new ColumnChange(
                key,
                later.link,
                Latest.least(firstBy, other.firstBy),
                Latest.greatest(seenBy, other.seenBy),
                later.run);
    }
}
