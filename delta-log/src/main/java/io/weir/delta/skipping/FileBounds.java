package io.weir.delta.skipping;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Between which values the columns of a file lie, by slot.
 *
 * @param lows no value of the file is below; null where that is not known. May be shorter than the slots
 * @param highs likewise above
 * @param withoutNulls bit by slot: set if the file surely has no null there
 * @param nullsOnly bit by slot: set if the file surely has nothing but nulls there
 */
public record FileBounds(
        List<@Nullable SortKey> lows, List<@Nullable SortKey> highs, long withoutNulls, long nullsOnly) {

    /** Of a file that nothing is known of. */
    public static final FileBounds UNKNOWN = new FileBounds(List.of(), List.of(), 0, 0);

    public FileBounds {
        lows = Collections.unmodifiableList(new ArrayList<@Nullable SortKey>(lows));
        highs = Collections.unmodifiableList(new ArrayList<@Nullable SortKey>(highs));
    }

    @Nullable
    SortKey low(int slot) {
        return slot < lows.size() ? lows.get(slot) : null;
    }

    @Nullable
    SortKey high(int slot) {
        return slot < highs.size() ? highs.get(slot) : null;
    }

    boolean hasNoNulls(int slot) {
        return (withoutNulls >>> slot & 1) == 1;
    }

    boolean hasOnlyNulls(int slot) {
        return (nullsOnly >>> slot & 1) == 1;
    }
}
