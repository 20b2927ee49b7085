package io.weir.ingest.relation;

import io.weir.ingest.pipeline.PipelineDefinition;
import io.weir.ingest.pipeline.PipelineSource;
import io.weir.ingest.pipeline.PipelineTarget;
import io.weir.ingest.pipeline.RecordShape;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a relation is said to be. As asked for, until {@link RelationRules} found nothing.
 *
 * @param source where its records are
 * @param shape how these look
 * @param target which tables it is
 * @param primaryKey what tells its records or rows apart
 * @param query of a view: the SELECT that it is; of one that is asked to be fed: what its pipeline is to write
 */
public record RelationDefinition(
        @Nullable String name,
        @Nullable RelationKind kind,
        @Nullable RecordPlace source,
        RecordShape shape,
        @Nullable PipelineTarget target,
        @Nullable List<String> primaryKey,
        @Nullable String query) {

    /** No keys are the same as none given: many clients have one word for both. */
    public RelationDefinition {
        primaryKey = primaryKey == null || primaryKey.isEmpty() ? null : primaryKey;
    }

    /** The same with records that look otherwise. */
    public RelationDefinition looking(RecordShape other) {
        return new RelationDefinition(name, kind, source, other, target, primaryKey, query);
    }

    /** The same of another query. */
    public RelationDefinition asking(@Nullable String other) {
        return new RelationDefinition(name, kind, source, shape, target, primaryKey, other);
    }

    public boolean isView() {
        return kind == RelationKind.VIEW;
    }

    /** Whether a pipeline is to be made with it, which feeds it. */
    public boolean isFed() {
        return query != null && !isView();
    }

    public List<String> keys() {
        return Objects.requireNonNullElse(primaryKey, List.of());
    }

    /** The same with what goes without saying; only of one that keeps the rules. */
    RelationDefinition complete() {
        return source == null ? this : looking(shape.complete());
    }

    /** What it stands for; only of one that keeps the rules. */
    public Relation relation() {
        String known = Objects.requireNonNull(name);
        if (isView()) {
            return new Relation.View(known, Objects.requireNonNull(query));
        }
        return source == null
                ? new Relation.Rows(known, Objects.requireNonNull(kind), Objects.requireNonNull(target), keys())
                : new Relation.Records(known, source, shape, keys());
    }

    /** What a pipeline would say of its places and records, and nothing else. */
    PipelineDefinition parts() {
        PipelineSource records =
                source == null ? null : new PipelineSource(source.store(), source.topic(), null, null, null, null);
        return PipelineDefinition.ofParts(name, records, target, shape);
    }
}
