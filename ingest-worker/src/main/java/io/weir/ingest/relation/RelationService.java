package io.weir.ingest.relation;

import io.weir.ingest.IngestProblem;
import io.weir.ingest.pipeline.PipelineParts;
import io.weir.support.access.NewOwner;
import io.weir.support.access.Removal;
import io.weir.support.access.ResourceKind;
import io.weir.support.naming.SchemaName;
import io.weir.support.naming.TableName;
import io.weir.support.outbox.Outbox;
import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.FieldProblem;
import io.weir.support.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** What users do with relations. Pipelines meet a change when they are next started. */
@Service
public class RelationService {

    private static final int NAMED = 100;

    private final Relations relations;
    private final RelationRules rules;
    private final PipelineParts parts;
    private final SchemasOfRelations schemas;
    private final Outbox outbox;
    private final TransactionTemplate transactions;

    RelationService(
            Relations relations,
            RelationRules rules,
            PipelineParts parts,
            SchemasOfRelations schemas,
            Outbox outbox,
            TransactionTemplate transactions) {
        this.relations = relations;
        this.rules = rules;
        this.parts = parts;
        this.schemas = schemas;
        this.outbox = outbox;
        this.transactions = transactions;
    }

    public KeptRelation create(RelationDefinition asked, String comment, Map<String, String> properties, String owner) {
        RelationDefinition definition = checked(asked);
        String name = Objects.requireNonNull(definition.name());
        SchemaName schema = TableName.parse(name).schema();
        if (!schemas.has(schema)) {
            throw refused(List.of(new FieldProblem(
                    "name", "is in a schema that is not there", schema.text(), "a name in a schema that is there")));
        }
        if (!relations.add(definition, comment, properties, owner)) {
            throw new ProblemException(IngestProblem.RELATION_EXISTS, "There is a relation '" + name + "' already");
        }
        return get(name);
    }

    private RelationDefinition checked(RelationDefinition asked) {
        List<FieldProblem> problems = rules.check(asked);
        if (!problems.isEmpty()) {
            throw refused(problems);
        }
        parts.requireStores(asked.parts());
        return asked.complete();
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

    public KeptRelation change(
            KeptRelation read, RelationDefinition asked, String comment, Map<String, String> properties) {
        if (!relations.change(read, checked(asked), comment, properties)) {
            throw stale(read);
        }
        return get(read.name());
    }

    public KeptRelation handOver(KeptRelation read, String owner) {
        if (!relations.handOver(read, owner)) {
            throw NewOwner.overtaken("relation", read.name());
        }
        return get(read.name());
    }

    /**
     * Removes a relation that nobody uses. What it stands for stays: topics, files, and tables with their rows.
     *
     * @param known the users that the remover may know of
     */
    public void remove(KeptRelation read, RelationUser.Known known) {
        transactions.executeWithoutResult(begun -> {
            if (!relations.lock(read)) {
                throw stale(read);
            }
            // Looked up after the lock, which waits for those who are about to use it.
            keep(read, relations.users(read.name()), known);
            relations.remove(read);
            Removal.tell(outbox, ResourceKind.RELATION, read.name());
        });
    }

    private static void keep(KeptRelation read, List<RelationUser> users, RelationUser.Known known) {
        if (users.isEmpty()) {
            return;
        }
        List<String> seen = users.stream()
                .filter(known::test)
                .limit(NAMED)
                .map(RelationUser::text)
                .toList();
        throw new ProblemException(
                        IngestProblem.RELATION_IN_USE,
                        "The relation '" + read.name() + "' is used by " + users.size()
                                + (users.size() == 1 ? " other" : " others"))
                .with("users", seen)
                .with("otherUsers", users.size() - seen.size());
    }

    private static ProblemException stale(KeptRelation read) {
        return new ProblemException(
                CommonProblem.STALE_ETAG, "The relation '" + read.name() + "' changed since it was read");
    }
}
