package io.weir.ingest.relation;

import io.weir.ingest.pipeline.PipelineDefinition;
import io.weir.ingest.pipeline.PipelineFunctions;
import io.weir.ingest.transform.Query;
import io.weir.ingest.transform.Transform;
import io.weir.ingest.transform.TransformRefusedException;
import io.weir.support.naming.TableName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes one transform of records of a query over a view, over another, and so on down to the records. */
@Component
class Expansion {

    private static final String QUERY = "query";
    private static final int DEEPEST = 10;

    private final Relations relations;
    private final PipelineFunctions functions;

    Expansion(Relations relations, PipelineFunctions functions) {
        this.relations = relations;
        this.functions = functions;
    }

    /** Reads a query as one that is asked for, or as one that is kept. */
    @FunctionalInterface
    interface Parser {
        Query parse(String query) throws TransformRefusedException, SQLException;
    }

    /** The relation that a query reads, by the shortest text that means its name. */
    static String read(String query) throws UnusableRelationException {
        return TableName.canonical(parse(query, Query::of).relation());
    }

    /**
     * A pipeline of a query, with what that comes to.
     *
     * @param parser of the query; those of views are kept
     */
    PipelineDefinition of(PipelineDefinition asked, String query, Parser parser) throws UnusableRelationException {
        List<Query> queries = new ArrayList<>(List.of(parse(query, parser)));
        Relation relation = find(QUERY, queries.get(0).relation());
        while (relation instanceof Relation.View view) {
            Query inner = parse(view.query(), Query::of);
            queries.add(inner);
            if (queries.size() > DEEPEST) {
                throw new UnusableRelationException(
                        QUERY, "goes through too many views", queries.size(), "at most " + DEEPEST);
            }
            relation = find(QUERY, inner.relation());
        }
        PipelineDefinition reading = relation.readBy(asked);
        return reading.querying(TableName.canonical(queries.get(0).relation()), over(queries, reading));
    }

    private @Nullable String over(List<Query> queries, PipelineDefinition reading) throws UnusableRelationException {
        try {
            String transform = null;
            for (int index = queries.size() - 1; index >= 0; index--) {
                Query query = queries.get(index);
                if (!query.isAll()) {
                    transform = transform == null
                            ? query.overInput()
                            : query.through(Transform.of(transform, reading.input(), functions.mentioned(transform)));
                }
            }
            return transform;
        } catch (TransformRefusedException refused) {
            throw refusal(refused);
        } catch (SQLException broken) {
            throw new IllegalStateException("DuckDB could not be asked about a query", broken);
        }
    }

    Relation find(String field, String name) throws UnusableRelationException {
        return relations
                .find(TableName.canonical(name))
                .map(KeptRelation::definition)
                .map(RelationDefinition::relation)
                .orElseThrow(() -> new UnusableRelationException(
                        field, "names no relation", name, "the name of a relation that is there"));
    }

    private static Query parse(String query, Parser parser) throws UnusableRelationException {
        try {
            return parser.parse(query);
        } catch (TransformRefusedException refused) {
            throw refusal(refused);
        } catch (SQLException broken) {
            throw new IllegalStateException("DuckDB could not be asked about a query", broken);
        }
    }

    private static UnusableRelationException refusal(TransformRefusedException refused) {
        return new UnusableRelationException(QUERY, refused.why(), refused.found(), refused.allowed());
    }
}
