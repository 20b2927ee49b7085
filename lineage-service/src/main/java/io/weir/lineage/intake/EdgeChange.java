package io.weir.lineage.intake;

import io.weir.lineage.openlineage.LineageEvent;
import io.weir.lineage.openlineage.Link;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What events say about an edge of the graph. An edge stays: later runs that do not use it leave its times as they are.
 *
 * @param run the run of the latest event that states the edge
 */
public record EdgeChange(
        Key key, UUID firstBy, UUID seenBy, @Nullable UUID run) {

    /** The row. */
    public record Key(UUID origin, UUID destination, Link.Kind kind) {
        static final Comparator<Key> ORDER = Comparator.comparing(Key::origin)
                .thenComparing(Key::destination)
                .thenComparing(Key::kind);
    }

    static EdgeChange of(LineageEvent event, Link link) {
        Key key = new Key(link.origin().key(), link.destination().key(), link.kind());
        var run = event.run();
        return new EdgeChange(key, event.id(), event.id(), run == null ? null : run.id());
    }

    EdgeChange merge(EdgeChange other) {
        return new EdgeChange(
                key,
                Latest.least(firstBy, other.firstBy),
                Latest.greatest(seenBy, other.seenBy),
                Latest.isLater(seenBy, other.seenBy) ? run : other.run);
    }
}
