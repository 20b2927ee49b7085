package io.weir.ingest.warehouse;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * A table that gets rows of a batch, as another one sees it that gets some, too.
 *
 * @param fresh rows that it gets before the other one does; null where it gets them later, or is the other one
 */
record GrowingTable(String name, @Nullable NewRows fresh) {

    /** The same with rows that it has got. */
    GrowingTable with(NewRows rows) {
        return new GrowingTable(name, rows);
    }

    /** Its fresh rows, if it is known what all of them have in these columns. */
    @Nullable
    String relation(Collection<String> columns) {
        return fresh != null && has(fresh, columns) ? fresh.relation() : null;
    }

    private static boolean has(NewRows rows, Collection<String> columns) {
        return columns.stream().allMatch(column -> rows.columns().stream().anyMatch(column::equalsIgnoreCase));
    }
}
