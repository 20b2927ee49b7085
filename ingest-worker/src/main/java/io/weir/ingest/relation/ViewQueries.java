package io.weir.ingest.relation;

import io.weir.ingest.pipeline.Pipeline;
import io.weir.ingest.pipeline.PipelineDefinition;
import io.weir.ingest.pipeline.PipelineDefinitions;
import io.weir.ingest.pipeline.PipelineFunctions;
import io.weir.ingest.pipeline.RecordShape;
import io.weir.ingest.transform.SqlFunction;
import io.weir.support.problem.FieldProblem;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Looks at the queries of views, and has what they use stay. */
@Component
class ViewQueries {

    private static final String QUERY = "query";

    private final Relations relations;
    private final PipelineDefinitions definitions;
    private final PipelineFunctions functions;

    ViewQueries(Relations relations, PipelineDefinitions definitions, PipelineFunctions functions) {
        this.relations = relations;
        this.definitions = definitions;
        this.functions = functions;
    }

    /**
     * What a view uses whose query can be one.
     *
     * @throws io.weir.support.problem.ProblemException 422 where it cannot
     */
    ViewUse check(RelationDefinition view) {
        String query = Objects.requireNonNull(view.query());
        // As a pipeline would that does nothing else.
        Pipeline imagined = definitions.imagineReading(bare(view).asking(query));
        Set<String> called =
                imagined.functions().stream().map(SqlFunction::name).collect(Collectors.toSet());
        Set<String> own = functions.mentioned(query).stream()
                .map(SqlFunction::name)
                .filter(called::contains)
                .collect(Collectors.toUnmodifiableSet());
        return new ViewUse(read(query), own);
    }

    static PipelineDefinition bare(RelationDefinition definition) {
        return PipelineDefinition.ofParts(definition.name(), null, null, RecordShape.UNSAID);
    }

    /**
     * In the transaction that keeps a view: has what it uses stay as long as it is there. Functions first, as who removes one with the
     * views that call it locks it before these.
     */
    void hold(ViewUse use) {
        if (!functions.hold(use.calls())) {
            throw RelationService.refused(new FieldProblem(
                    QUERY,
                    "calls a function that was just removed",
                    use.calls().toString(),
                    "functions that are there"));
        }
        if (relations.hold(List.of(use.reads())).isEmpty()) {
            throw RelationService.refused(
                    new FieldProblem(QUERY, "reads what was just removed", use.reads(), "the name of a relation"));
        }
    }

    /** Refuses another relation than a view read before: whoever reads a view counts where it is in what the view reads. */
    void requireSame(RelationDefinition before, String reads) {
        String read = read(Objects.requireNonNull(before.query()));
        if (!read.equals(reads)) {
            throw RelationService.refused(new FieldProblem(QUERY, "reads another relation than before", reads, read));
        }
    }

    private static String read(String query) {
        try {
            return Expansion.read(query);
        } catch (UnusableRelationException unreadable) {
            throw RelationService.refused(unreadable.problem());
        }
    }
}
