package io.weir.metadata.commit;

import io.weir.delta.action.Metadata;
import io.weir.delta.skipping.BoundsReader;
import io.weir.delta.skipping.SkippingColumns;
import io.weir.delta.skipping.Slots;
import org.jspecify.annotations.Nullable;

/**
 * Where the bounds of a version's files stand.
 *
 * @param bounds reads them from statistics and partition values
 * @param changedSlots the table's slots as JSON, if the version needs more than there were
 */
record Layout(BoundsReader bounds, @Nullable String changedSlots) {

    /**
     * The layout of a version.
     *
     * @param slots those of the version before, as JSON
     * @param metadata in force with the version
     */
    static Layout of(String slots, Metadata metadata) {
        Slots before = Slots.parse(slots);
        SkippingColumns columns = SkippingColumns.of(metadata);
        Slots after = before.extendedBy(columns);
        return new Layout(new BoundsReader(after, columns), after.equals(before) ? null : after.toJson());
    }
}
