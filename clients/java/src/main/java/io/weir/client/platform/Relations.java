package io.weir.client.platform;

import io.weir.client.call.Call;
import io.weir.client.call.Calls;
import io.weir.client.call.SchemaName;
import io.weir.client.model.CreateRelationRequest;
import io.weir.client.model.CreateRelationRequest.KindEnum;
import io.weir.client.model.DeclaredColumn;
import io.weir.client.model.DryRun;
import io.weir.client.model.PipelineTarget;
import io.weir.client.model.Relation;
import io.weir.client.model.RelationPipeline;
import io.weir.client.model.RelationSource;
import io.weir.client.model.UpdateRelationRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What pipelines read and write by name: relations of one kind, or of all, in the current database and schema. */
public final class Relations extends Cascading<Relation, CreateRelationRequest, UpdateRelationRequest> {

    private final CatalogContext context;
    private final @Nullable KindEnum kind;

    Relations(Calls calls, CatalogContext context, @Nullable KindEnum kind) {
        super(calls, "relations", Relation.class);
        this.context = context;
        this.kind = kind;
    }

    /** Those of the current schema, or of them whose names begin so. */
    @Override
    public Stream<Relation> list(@Nullable String prefix) {
        return list(context.current(), prefix);
    }

    /** Those of a schema. */
    public Stream<Relation> listOf(String schema, @Nullable String prefix) {
        return list(context.schema(schema), prefix);
    }

    private Stream<Relation> list(SchemaName schema, @Nullable String prefix) {
        Call call = Call.get(collection)
                .query("kind", kind)
                .query("schema", schema.database() + "." + schema.schema())
                .query("prefix", prefix);
        return Pages.of(calls, call, type);
    }

    /** Makes one, of this kind unless the request says another. Its name becomes the one that the platform knows it by. */
    @Override
    public Relation create(CreateRelationRequest request) {
        request.setName(context.table(request.getName()));
        if (request.getKind() == null) {
            request.setKind(kind);
        }
        return super.create(request);
    }

    /** Declares records of a topic, a hub or files, with the types of their columns. */
    public Relation createWithSchema(String name, RelationSource source, List<DeclaredColumn> columns) {
        return create(new CreateRelationRequest().name(name).source(source).columns(columns));
    }

    /**
     * Makes one that a query over another feeds; {@link #start} has it begin.
     *
     * @param target where rows go to; null of a view, which has no tables
     */
    public Relation createFromSelect(String name, String query, @Nullable PipelineTarget target) {
        return create(new CreateRelationRequest().name(name).query(query).target(target));
    }

    /** Starts the pipeline that feeds it. */
    public Relation start(String name) {
        return verb(name, "start");
    }

    /** Stops the pipeline that feeds it, after the batch in hand. */
    public Relation stop(String name) {
        return verb(name, "stop");
    }

    /** What the pipeline does that feeds it; empty where none was made with it. */
    public Optional<RelationPipeline> status(String name) {
        return Optional.ofNullable(get(name).getPipeline());
    }

    /** Some of its rows and columns, and the records that could not be rows. */
    public DryRun sample(String name, int records) {
        return calls.call(Call.get(item(name) + "/sample").query("records", records), DryRun.class);
    }

    @Override
    String item(String name) {
        return super.item(context.table(name));
    }
}
