package io.weir.ingest.pipeline;

import io.weir.support.problem.FieldProblem;
import java.util.List;

/** What the order of rows in the files of a Delta table must keep. */
final class ClusteringRules {

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
        ListedColumns columns =
                new ListedColumns("target.delta.clusterBy", target.delta().clusteringColumns(), problems);
        boolean sound = problems.isEmpty();
        columns.checkNames();
        if (sound && problems.isEmpty() && !columns.columns().isEmpty() && MadeColumns.areKnown(definition)) {
            columns.requireAmong(
                    MadeColumns.written(definition).columns().fields().keySet());
        }
    }
}
