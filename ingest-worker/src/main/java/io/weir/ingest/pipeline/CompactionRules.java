package io.weir.ingest.pipeline;

import io.weir.support.problem.FieldProblem;
import java.util.List;

/** What the compaction of a Delta table must keep. */
final class CompactionRules {

    private static final String FIELD = "target.delta.compaction.";
    private static final int MOST_FILES = 10_000;
    private static final long LEAST_BYTES = 1L << 20;
    private static final long MOST_BYTES = 1L << 30;

    private final List<FieldProblem> problems;

    CompactionRules(List<FieldProblem> problems) {
        this.problems = problems;
    }

    void check(PipelineDefinition definition) {
        PipelineTarget target = definition.target();
        if (target != null && target.delta() != null) {
            DeltaCompaction asked = target.delta().compacting();
            within("minFiles", asked.files(), 2, MOST_FILES);
            within("targetBytes", asked.bytes(), LEAST_BYTES, MOST_BYTES);
        }
    }

    private void within(String field, long found, long least, long most) {
        if (found < least || found > most) {
            problems.add(
                    new FieldProblem(FIELD + field, "is out of range", Long.toString(found), least + " to " + most));
        }
    }
}
