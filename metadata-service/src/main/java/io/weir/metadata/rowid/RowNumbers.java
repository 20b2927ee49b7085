package io.weir.metadata.rowid;

import io.weir.delta.Violation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives row ids behind a high-water mark: first those that a writer chose, then those that it leaves to us. */
final class RowNumbers {

    private long mark;
    private final List<Chosen> chosen = new ArrayList<>();
    private final List<Violation> violations;

    /** Ids that a writer chose for a file's rows. */
    private record Chosen(String field, long first, long rows) {}

    RowNumbers(long mark, List<Violation> violations) {
        this.mark = mark;
        this.violations = violations;
    }

    /** The highest id that is in use. */
    long mark() {
        return mark;
    }

    /** Takes what a writer chose beyond the mark. */
    void choose(String field, long first, @Nullable Long rows) {
        chosen.add(new Chosen(field, first, known(field, rows)));
    }

    /** Moves the mark behind all that was chosen, if nothing was chosen twice. */
    void settle() {
        chosen.sort(Comparator.comparingLong(Chosen::first).thenComparingLong(Chosen::rows));
        for (Chosen range : chosen) {
            if (range.first() <= mark) {
                violations.add(Violation.of(
                        range.field() + ".baseRowId",
                        "is the id of another file's row",
                        range.first(),
                        "none, so that one is given, or more than " + mark));
            } else if (hasRoom(range.field(), range.first() - 1, range.rows())) {
                mark = range.first() - 1 + range.rows();
            }
        }
    }

    /** The first of new ids for so many rows; any number if something is wrong. */
    long next(String field, @Nullable Long rows) {
        long first = mark + 1;
        long count = known(field, rows);
        if (hasRoom(field, mark, count)) {
            mark += count;
        }
        return first;
    }

    private long known(String field, @Nullable Long rows) {
        if (rows == null) {
            violations.add(Violation.of(
                    field + ".stats", "has no numRecords", null, "numRecords, as the table tracks its rows"));
            return 0;
        }
        return rows;
    }

    private boolean hasRoom(String field, long before, long rows) {
        boolean hasRoom = before <= Long.MAX_VALUE - rows - 1;
        if (!hasRoom) {
            violations.add(Violation.of(
                    field + ".baseRowId", "leaves no room for its rows", before + 1, "less than 2^63 less its rows"));
        }
        return hasRoom;
    }
}
