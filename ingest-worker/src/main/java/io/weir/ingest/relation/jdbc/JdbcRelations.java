package io.weir.ingest.relation.jdbc;

import io.weir.ingest.dependent.Dependent;
import io.weir.ingest.pipeline.PipelineState;
import io.weir.ingest.relation.KeptRelation;
import io.weir.ingest.relation.RelationDefinition;
import io.weir.ingest.relation.Relations;
import io.weir.ingest.relation.ViewUse;
import io.weir.support.access.ResourceKind;
import io.weir.support.naming.SchemaName;
import io.weir.support.naming.TableName;
import io.weir.support.paging.PageRequest;
import io.weir.support.row.ReadRow;
import io.weir.support.row.ReadRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Repository
class JdbcRelations implements Relations {

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    /** Two indexes, and no index would serve an OR. */
    private static final String USERS = """
            with using_pipeline as (
                select name, owner from pipeline where definition #>> '{source,relation}' = :name
                union select name, owner from pipeline where definition #>> '{target,relation}' = :name
            )
            select 'PIPELINE' as kind, name, owner from using_pipeline
                where name not in (select pipeline from relation where pipeline is not null)
            union select 'RELATION', name, owner from relation
                where reads = :name or pipeline in (select name from using_pipeline)
            order by kind, name
            """;

    private static final String SELECT = """
            select r.definition, r.pipeline, r.comment, r.properties, r.owner, r.revision, r.created_at, r.updated_at,
                p.definition ->> 'query' as query, p.doing, p.run_id, p.failure
            from relation r left join pipeline p on p.name = r.pipeline
            """;

    private final JdbcClient jdbc;
    private final ReadRows rows;
    private final JsonMapper json;

    JdbcRelations(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.rows = new ReadRows(jdbc, "relation", "pipeline_revision");
        this.json = json;
    }

    @Override
    public boolean add(
            RelationDefinition definition,
            @Nullable ViewUse view,
            @Nullable String pipeline,
            Notes notes,
            String owner) {
        String name = Objects.requireNonNull(definition.name());
        SchemaName schema = TableName.parse(name).schema();
        boolean added = jdbc.sql("insert into relation"
                                + " (name, database_name, schema_name, kind, definition, reads, pipeline, comment, properties, owner)"
                                + " values (:name, :database, :schema, :kind, :definition::jsonb, :reads, :pipeline, :comment,"
                                + " :properties::jsonb, :owner) on conflict do nothing")
                        .param("reads", view == null ? null : view.reads())
                        .param("pipeline", pipeline)
                        .param("name", name)
                        .param("database", schema.database())
                        .param("schema", schema.schema())
                        .param("kind", Objects.requireNonNull(definition.kind()).name())
                        .param("definition", json.writeValueAsString(definition))
                        .param("comment", notes.comment())
                        .param("properties", json.writeValueAsString(notes.properties()))
                        .param("owner", owner)
                        .update()
                == 1;
        if (added && view != null) {
            call(name, view.calls());
        }
        return added;
    }

    @Override
    public void call(String view, Collection<String> functions) {
        jdbc.sql("delete from relation_function where relation = :view")
                .param("view", view)
                .update();
        jdbc.sql("insert into relation_function (relation, function) select :view, unnest(:functions::text[])")
                .param("view", view)
                .param("functions", functions.toArray(String[]::new))
                .update();
    }

    @Override
    public Optional<KeptRelation> find(String name) {
        return jdbc.sql(SELECT + "where r.name = :name")
                .param("name", name)
                .query(this::relation)
                .optional();
    }

    @Override
    public List<KeptRelation> list(Filter filter, PageRequest page) {
        return jdbc.sql(SELECT + "where r.name > :after and starts_with(r.name, :prefix)"
                        + " and (:kind::text is null or kind = :kind)"
                        + " and (:schema::text is null or (database_name = :database and schema_name = :schema))"
                        + " order by r.name limit :limit")
                .param("after", page.afterOrFirst())
                .param("prefix", page.prefix())
                .param("kind", filter.kind() == null ? null : filter.kind().name())
                .param(
                        "database",
                        filter.schema() == null ? null : filter.schema().database())
                .param(
                        "schema",
                        filter.schema() == null ? null : filter.schema().schema())
                .param("limit", page.rowsToRead())
                .query(this::relation)
                .list();
    }

    @Override
    public Set<String> hold(Collection<String> names) {
        return rows.hold(names);
    }

    @Override
    public boolean change(KeptRelation read, RelationDefinition definition, Notes notes) {
        return rows.change(
                                row(read),
                                "definition = :definition::jsonb, comment = :comment, properties = :properties::jsonb")
                        .param("definition", json.writeValueAsString(definition))
                        .param("comment", notes.comment())
                        .param("properties", json.writeValueAsString(notes.properties()))
                        .update()
                == 1;
    }

    @Override
    public boolean handOver(KeptRelation read, String owner, boolean onlyAsRead) {
        return rows.handOver(row(read), owner, onlyAsRead);
    }

    @Override
    public boolean lock(KeptRelation read) {
        return rows.lock(row(read));
    }

    @Override
    public boolean remove(KeptRelation read) {
        return rows.remove(row(read));
    }

    private static ReadRow row(KeptRelation read) {
        return new ReadRow(read.name(), read.revision(), read.owner(), read.createdAt());
    }

    @Override
    public List<Dependent> users(String name) {
        return jdbc.sql(USERS)
                .param("name", name)
                .query((row, number) -> new Dependent(
                        ResourceKind.valueOf(row.getString("kind")), row.getString("name"), row.getString("owner")))
                .list();
    }

    private KeptRelation relation(ResultSet row, int number) throws SQLException {
        return new KeptRelation(
                json.readValue(row.getString("definition"), RelationDefinition.class),
                feed(row),
                row.getString("comment"),
                json.readValue(row.getString("properties"), TEXTS),
                row.getString("owner"),
                row.getLong("revision"),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }

    private static KeptRelation.@Nullable Feed feed(ResultSet row) throws SQLException {
        String pipeline = row.getString("pipeline");
        return pipeline == null
                ? null
                : new KeptRelation.Feed(
                        pipeline,
                        row.getString("query"),
                        PipelineState.Name.valueOf(row.getString("doing")),
                        row.getObject("run_id", UUID.class),
                        row.getString("failure"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
