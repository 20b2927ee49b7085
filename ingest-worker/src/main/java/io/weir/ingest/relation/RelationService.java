package io.weir.ingest.relation;

import io.weir.ingest.IngestProblem;
import io.weir.ingest.pipeline.KeptNames;
import io.weir.ingest.pipeline.PipelineDefinition;
import io.weir.ingest.pipeline.PipelineDefinitions;
import io.weir.ingest.pipeline.PipelineParts;
import io.weir.ingest.pipeline.PipelineService;
import io.weir.support.access.NewOwner;
import io.weir.support.naming.SchemaName;
import io.weir.support.naming.TableName;
import io.weir.support.problem.FieldProblem;
import io.weir.support.problem.ProblemException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** What users do with relations. Pipelines meet a change when they are next started. */
@Service
public class RelationService {

    private static final String QUERY = "query";

    private final Relations relations;
    private final RelationRules rules;
    private final PipelineParts parts;
    private final PipelineDefinitions definitions;
    private final PipelineService pipelines;
    private final ViewQueries views;
    private final SchemasOfRelations schemas;
    private final TransactionTemplate transactions;

    RelationService(
            Relations relations,
            RelationRules rules,
            PipelineParts parts,
            PipelineDefinitions definitions,
            PipelineService pipelines,
            ViewQueries views,
            SchemasOfRelations schemas,
            TransactionTemplate transactions) {
        this.relations = relations;
        this.rules = rules;
        this.parts = parts;
        this.definitions = definitions;
        this.pipelines = pipelines;
        this.views = views;
        this.schemas = schemas;
        this.transactions = transactions;
    }

    /** Keeps a relation, and with it the pipeline that is to feed it, at rest, if it is one that is fed: both or neither. */
    public KeptRelation create(RelationDefinition asked, Relations.Notes notes, String owner) {
        RelationDefinition definition = checked(asked, rules.check(asked));
        String name = Objects.requireNonNull(definition.name());
        requireSchema(TableName.parse(name).schema());
        PipelineDefinition feed = definition.isFed() ? definitions.complete(feed(definition)) : null;
        ViewUse view = definition.isView() ? views.check(definition) : null;
        transactions.executeWithoutResult(begun -> {
            if (feed != null) {
                pipelines.keep(feed, owner);
            }
            hold(definition);
            if (view != null) {
                views.hold(view);
            }
            RelationDefinition kept = feed == null ? definition : definition.asking(null);
            if (!relations.add(kept, view, feed == null ? null : name, notes, owner)) {
                throw new ProblemException(IngestProblem.RELATION_EXISTS, "There is a relation '" + name + "' already");
            }
        });
        return get(name);
    }

    private void hold(RelationDefinition definition) {
        if (!parts.hold(definition.shape())) {
            throw refused(new FieldProblem("protobuf.source", "was just removed", null, "one that there is"));
        }
    }

    private void requireSchema(SchemaName schema) {
        if (!schemas.has(schema)) {
            throw refused(new FieldProblem(
                    "name", "is in a schema that is not there", schema.text(), "a name in a schema that is there"));
        }
    }

    private static PipelineDefinition feed(RelationDefinition definition) {
        Relation.Rows rows = (Relation.Rows) definition.relation();
        return rows.fedBy(ViewQueries.bare(definition).asking(Objects.requireNonNull(definition.query())));
    }

    private RelationDefinition checked(RelationDefinition asked, List<FieldProblem> problems) {
        if (!problems.isEmpty()) {
            throw refused(problems);
        }
        parts.requireStores(asked.parts());
        return asked.complete();
    }

    static ProblemException refused(FieldProblem problem) {
        return refused(List.of(problem));
    }

    private static ProblemException refused(List<FieldProblem> problems) {
        String sentence = problems.stream()
                .map(problem -> problem.field() + " " + problem.message())
                .collect(Collectors.joining("; "));
        return new ProblemException(IngestProblem.RELATION_INVALID, sentence).with("errors", problems);
    }

    public KeptRelation get(String name) {
        return relations
                .find(TableName.canonical(name))
                .orElseThrow(() -> ProblemException.notFound(IngestProblem.RELATION_NOT_FOUND, "relation", name));
    }

    public KeptRelation change(KeptRelation read, RelationDefinition asked, Relations.Notes notes) {
        if (read.feed() != null && asked.query() != null) {
            throw refused(new FieldProblem(
                    QUERY,
                    "is what its pipeline writes",
                    asked.query(),
                    "nothing; change the pipeline " + read.name()));
        }
        RelationDefinition definition =
                checked(asked, KeptNames.without(rules.check(asked), () -> rules.check(read.definition())));
        ViewUse view = definition.isView() && !definition.equals(read.definition()) ? views.check(definition) : null;
        if (view != null) {
            views.requireSame(read.definition(), view.reads());
        }
        transactions.executeWithoutResult(begun -> keep(read, definition, view, notes));
        return get(read.name());
    }

    private void keep(KeptRelation read, RelationDefinition definition, @Nullable ViewUse view, Relations.Notes notes) {
        hold(definition);
        if (view != null) {
            views.hold(view);
        }
        if (!relations.change(read, definition, notes)) {
            throw stale(read);
        }
        if (view != null) {
            relations.call(read.name(), view.calls());
        }
    }

    public KeptRelation handOver(KeptRelation read, String owner, boolean onlyAsRead) {
        if (!relations.handOver(read, owner, onlyAsRead)) {
            throw NewOwner.overtaken("relation", read.name());
        }
        return get(read.name());
    }

    static ProblemException stale(KeptRelation read) {
        return ProblemException.stale("relation", read.name());
    }
}
