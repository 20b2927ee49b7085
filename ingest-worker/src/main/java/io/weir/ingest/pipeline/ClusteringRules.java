package io.weir.ingest.pipeline;

import io.weir.support.problem.FieldProblem;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the order of rows in the files of a Delta table must keep. */
final class ClusteringRules {

    private static final String FIELD = "target.delta.clusterBy";

    /** As many as Delta's own writers take. */
    private static final int MOST = 4;

    private final List<FieldProblem> problems;

    ClusteringRules(List<FieldProblem> problems) {
        this.problems = problems;
    }

    /** Looks for columns once it is known which there are. */
    void check(PipelineDefinition definition) {
        PipelineTarget target = definition.target();
        if (target == null || target.delta() == null) {
            return;
        }
        List<String> columns = target.delta().clusteringColumns();
        boolean sound = problems.isEmpty();
        if (columns.size() > MOST) {
            add(FIELD, "has too many columns", Integer.toString(columns.size()), "at most " + MOST);
        }
        Set<String> seen = new HashSet<>();
        for (int index = 0; index < columns.size(); index++) {
            String column = columns.get(index);
            if (column == null || column.isBlank() || !seen.add(column.toLowerCase(Locale.ROOT))) {
                add(at(index), "is empty or there twice", column, "the name of a column");
            }
        }
        if (sound && problems.isEmpty() && !columns.isEmpty() && MadeColumns.areKnown(definition)) {
            areThere(columns, MadeColumns.of(definition).columns().fields().keySet());
        }
    }

    private void areThere(List<String> columns, Set<String> known) {
        for (int index = 0; index < columns.size(); index++) {
            if (!known.contains(columns.get(index))) {
                add(at(index), "is no column of the rows", columns.get(index), String.join(", ", known));
            }
        }
    }

    private static String at(int index) {
        return FIELD + "[" + index + "]";
    }

    private void add(String field, String message, @Nullable String found, String allowed) {
        problems.add(new FieldProblem(field, message, found, allowed));
    }
}
