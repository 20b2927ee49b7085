package io.weir.lineage.intake;

import io.weir.lineage.openlineage.DatasetMention;
import io.weir.lineage.openlineage.DatasetMention.Role;
import io.weir.lineage.openlineage.LineageEvent;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What events say about a run's reading or writing of a dataset.
 *
 * @param version of the dataset, by the latest event that states one
 */
public record UseChange(
        Key key,
        UUID firstBy,
        UUID seenBy,
        @Nullable String version,
        @Nullable UUID versionBy) {

    /** The row. */
    public record Key(UUID run, Role role, UUID dataset) {
        static final Comparator<Key> ORDER =
                Comparator.comparing(Key::run).thenComparing(Key::role).thenComparing(Key::dataset);
    }

    static UseChange of(LineageEvent event, UUID run, DatasetMention mention, UUID dataset) {
        Key key = new Key(run, mention.role(), dataset);
        String version = mention.version();
        return new UseChange(key, event.id(), event.id(), version, version == null ? null : event.id());
    }

    UseChange merge(UseChange other) {
        return new UseChange(
                key,
                Latest.least(firstBy, other.firstBy),
                Latest.greatest(seenBy, other.seenBy),
                Latest.isLater(versionBy, other.versionBy) ? version : other.version,
                Latest.greatestOf(versionBy, other.versionBy));
    }
}
