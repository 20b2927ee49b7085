package io.weir.ingest.pipeline;

import io.weir.support.problem.FieldProblem;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Columns of the rows that a field of a target lists.
 *
 * @param field its path in the definition
 * @param problems what is wrong is added to them
 */
record ListedColumns(String field, List<String> columns, List<FieldProblem> problems) {

    /** As many as Delta's own writers take to sort by; more partitions than these columns have are too many. */
    private static final int MOST = 4;

    /** Whatever the rows are. */
    void checkNames() {
        if (columns.size() > MOST) {
            add(field, "has too many columns", Integer.toString(columns.size()), "at most " + MOST);
        }
        Set<String> seen = new HashSet<>();
        for (int index = 0; index < columns.size(); index++) {
            String column = columns.get(index);
            if (column == null || column.isBlank() || !seen.add(column.toLowerCase(Locale.ROOT))) {
                add(at(index), "is empty or there twice", column, "the name of a column");
            }
        }
    }

    void requireAmong(Collection<String> known) {
        for (int index = 0; index < columns.size(); index++) {
            if (!known.contains(columns.get(index))) {
                add(at(index), "is no column of the rows", columns.get(index), String.join(", ", known));
            }
        }
    }

    String at(int index) {
        return field + "[" + index + "]";
    }

    void add(String path, String message, @Nullable String found, String allowed) {
        problems.add(new FieldProblem(path, message, found, allowed));
    }
}
