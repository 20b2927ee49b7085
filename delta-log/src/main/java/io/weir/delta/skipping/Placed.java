package io.weir.delta.skipping;

import java.util.List;
import java.util.OptionalInt;

/** A column and its slot; one without a slot passes every test. */
record Placed(SkippingColumn column, OptionalInt slot) {

    FileFilter mayBeNull() {
        return slot.isEmpty() ? FileFilter.ALWAYS : new FileFilter.MayBeNull(column, slot.getAsInt());
    }

    FileFilter mayHaveValue() {
        return slot.isEmpty() ? FileFilter.ALWAYS : new FileFilter.MayHaveValue(column, slot.getAsInt());
    }

    FileFilter low(SortKey key, boolean inclusive) {
        return slot.isEmpty() ? FileFilter.ALWAYS : new FileFilter.Low(column, slot.getAsInt(), key, inclusive);
    }

    /** A NaN is above everything in engines, and in no bound. */
    FileFilter high(SortKey key, boolean inclusive, boolean orNaN) {
        boolean doubtful = orNaN && Numbers.isFloating(column.type());
        return slot.isEmpty()
                ? FileFilter.ALWAYS
                : new FileFilter.High(column, slot.getAsInt(), key, inclusive, doubtful);
    }

    /** Some value is between two keys, or some is not. */
    FileFilter within(SortKey from, SortKey to, boolean negated) {
        if (slot.isEmpty()) {
            return FileFilter.ALWAYS;
        }
        return negated
                ? FileFilter.allOf(List.of(mayHaveValue(), new FileFilter.NotWithin(column, slot.getAsInt(), from, to)))
                : FileFilter.allOf(List.of(mayHaveValue(), low(to, true), high(from, true, false)));
    }
}
