package io.weir.ingest.pipeline;

import io.weir.support.problem.FieldProblem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what somebody says of a pipeline though the relations that it names say it. */
final class SaidByRelations {

    private final List<FieldProblem> problems = new ArrayList<>();

    private SaidByRelations() {}

    static List<FieldProblem> problems(PipelineDefinition asked) {
        SaidByRelations said = new SaidByRelations();
        PipelineSource source = asked.source();
        if (source != null && source.relation() != null) {
            said.nothing("source.store", source.store(), source.relation());
            said.nothing("source.topic", source.topic(), source.relation());
            said.shape(asked.shape(), source.relation());
        }
        PipelineTarget target = asked.target();
        if (target != null && target.relation() != null) {
            said.nothing("target.warehouse", target.warehouse(), target.relation());
            said.nothing("target.delta", target.delta(), target.relation());
        }
        return said.problems;
    }

    static List<FieldProblem> problems(PipelineDefinition before, PipelineChange change) {
        SaidByRelations said = new SaidByRelations();
        PipelineSource source = before.source();
        if (source != null && source.relation() != null) {
            said.shape(change.shape(), source.relation());
        }
        return said.problems;
    }

    private void shape(RecordShape shape, String relation) {
        shape.said().forEach(field -> add(field, null, relation));
    }

    private void nothing(String field, @Nullable Object value, String relation) {
        if (value != null) {
            add(field, value.toString(), relation);
        }
    }

    private void add(String field, @Nullable String found, String relation) {
        problems.add(new FieldProblem(field, "is said by relation " + relation, found, "nothing, or no relation"));
    }
}
