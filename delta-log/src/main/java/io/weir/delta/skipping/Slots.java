package io.weir.delta.skipping;

import io.weir.delta.json.DeltaJson;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Where in a file's bounds each column stands. Grows with the table's schema and never changes otherwise, so that the
 * bounds of a file are right for ever: a column that is renamed keeps its slot, one that changes its domain gets another.
 *
 * @param keys what is in which slot
 */
public record Slots(List<String> keys) {

    /** No slots: what a table begins with. */
    public static final Slots NONE = new Slots(List.of());

    /** As many columns of files as writers keep statistics of by default. */
    private static final int FILE_COLUMNS = 32;

    /** As many as fit the bits that say which columns have nulls. */
    private static final int MOST = 63;

    public Slots {
        keys = List.copyOf(keys);
    }

    /** Reads what {@link #toJson} wrote. */
    public static Slots parse(String json) {
        return json.equals("[]")
                ? NONE
                : new Slots(DeltaJson.parse(json, "slots")
                        .valueStream()
                        .map(key -> key.stringValue())
                        .toList());
    }

    public String toJson() {
        return DeltaJson.mapper().writeValueAsString(keys);
    }

    /** These slots, and behind them those of columns that have none yet: all partition columns and the first others. */
    public Slots extendedBy(SkippingColumns columns) {
        Set<String> all = new LinkedHashSet<>(keys);
        columns.all().stream().filter(SkippingColumn::partition).forEach(column -> all.add(column.slotKey()));
        columns.all().stream()
                .filter(column -> !column.partition())
                .limit(FILE_COLUMNS)
                .forEach(column -> all.add(column.slotKey()));
        return all.size() == keys.size()
                ? this
                : new Slots(all.stream().limit(MOST).toList());
    }

    /** The slot of a column, counted from 0. */
    public OptionalInt slotOf(SkippingColumn column) {
        int slot = keys.indexOf(column.slotKey());
        return slot < 0 ? OptionalInt.empty() : OptionalInt.of(slot);
    }
}
