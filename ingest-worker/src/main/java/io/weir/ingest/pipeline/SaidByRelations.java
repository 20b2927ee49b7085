package io.weir.ingest.pipeline;

import io.weir.support.problem.FieldProblem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what somebody says of a pipeline though the relations that it names say it. */
final class SaidByRelations {

    private static final String THE_QUERY = "the query";
    private static final String RELATION = "relation ";

    private final List<FieldProblem> problems = new ArrayList<>();

    private SaidByRelations() {}

    static List<FieldProblem> problems(PipelineDefinition asked) {
        SaidByRelations said = new SaidByRelations();
        PipelineSource source = asked.source();
        if (source != null && asked.query() != null) {
            said.nothing("source.relation", source.relation(), THE_QUERY);
            said.place(source, THE_QUERY);
        }
        if (asked.query() != null) {
            said.nothing("transform", asked.transform(), THE_QUERY);
            said.shape(asked.shape(), THE_QUERY);
        } else if (source != null && source.relation() != null) {
            said.place(source, RELATION + source.relation());
            said.shape(asked.shape(), RELATION + source.relation());
        }
        PipelineTarget target = asked.target();
        if (target != null && target.relation() != null) {
            said.nothing("target.warehouse", target.warehouse(), RELATION + target.relation());
            said.nothing("target.delta", target.delta(), RELATION + target.relation());
        }
        return said.problems;
    }

    static List<FieldProblem> problems(PipelineDefinition before, PipelineChange change) {
        SaidByRelations said = new SaidByRelations();
        PipelineSource source = before.source();
        if (source != null && source.relation() != null) {
            said.shape(change.shape(), RELATION + source.relation());
        }
        boolean asksByQuery = change.query() == null
                ? before.query() != null
                : !change.query().isEmpty();
        if (asksByQuery) {
            said.nothing("transform", change.transform(), THE_QUERY);
        }
        return said.problems;
    }

    private void place(PipelineSource source, String by) {
        nothing("source.store", source.store(), by);
        nothing("source.topic", source.topic(), by);
    }

    private void shape(RecordShape shape, String by) {
        shape.said().forEach(field -> add(field, null, by));
    }

    private void nothing(String field, @Nullable Object value, String by) {
        if (value != null) {
            add(field, value.toString(), by);
        }
    }

    private void add(String field, @Nullable String found, String by) {
        problems.add(new FieldProblem(field, "is said by " + by, found, "nothing beside " + by));
    }
}
