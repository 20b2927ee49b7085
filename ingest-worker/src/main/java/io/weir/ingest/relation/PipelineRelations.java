package io.weir.ingest.relation;

import io.weir.ingest.IngestProblem;
import io.weir.ingest.pipeline.NamedRelations;
import io.weir.ingest.pipeline.PipelineDefinition;
import io.weir.ingest.pipeline.PipelineSource;
import io.weir.ingest.pipeline.PipelineTarget;
import io.weir.ingest.transform.Query;
import io.weir.support.naming.TableName;
import io.weir.support.problem.FieldProblem;
import io.weir.support.problem.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Looks relations up that pipelines name. */
@Component
class PipelineRelations implements NamedRelations {

    private static final String SOURCE = "source.relation";
    private static final String TARGET = "target.relation";

    private final Relations relations;
    private final Expansion expansion;

    PipelineRelations(Relations relations, Expansion expansion) {
        this.relations = relations;
        this.expansion = expansion;
    }

    @Override
    public PipelineDefinition current(PipelineDefinition asked) {
        return current(asked, Query::asked);
    }

    @Override
    public PipelineDefinition renewed(PipelineDefinition kept) {
        return current(kept, Query::of);
    }

    private PipelineDefinition current(PipelineDefinition asked, Expansion.Parser parser) {
        try {
            PipelineTarget target = asked.target();
            PipelineDefinition written = target == null || target.relation() == null
                    ? asked
                    : expansion.find(TARGET, target.relation()).writtenBy(asked);
            PipelineSource source = written.source();
            String named = source == null || written.query() != null ? null : source.relation();
            PipelineDefinition reading =
                    named == null ? written : expansion.find(SOURCE, named).readBy(written);
            return reading.query() == null ? reading : expansion.of(reading, reading.query(), parser);
        } catch (UnusableRelationException unusable) {
            throw refused(unusable.problem());
        }
    }

    @Override
    public @Nullable String readBy(@Nullable String query) {
        try {
            return query == null || query.isEmpty() ? null : Expansion.read(query);
        } catch (UnusableRelationException unreadable) {
            throw refused(unreadable.problem());
        }
    }

    @Override
    public @Nullable PipelineTarget tables(@Nullable PipelineTarget target) {
        if (target == null || target.relation() == null) {
            return target;
        }
        return relations
                .find(TableName.canonical(target.relation()))
                .map(found -> found.definition().target())
                .orElse(target);
    }

    @Override
    public void hold(PipelineDefinition definition) {
        Map<String, String> named = new LinkedHashMap<>();
        if (definition.source() != null && definition.source().relation() != null) {
            named.put(definition.source().relation(), SOURCE);
        }
        if (definition.target() != null && definition.target().relation() != null) {
            named.put(definition.target().relation(), TARGET);
        }
        named.keySet().removeAll(relations.hold(named.keySet()));
        named.forEach((name, field) -> {
            throw refused(new FieldProblem(field, "was just removed", name, "the name of a relation"));
        });
    }

    private static ProblemException refused(FieldProblem problem) {
        return new ProblemException(IngestProblem.PIPELINE_INVALID, problem.field() + " " + problem.message())
                .with("errors", List.of(problem));
    }
}
