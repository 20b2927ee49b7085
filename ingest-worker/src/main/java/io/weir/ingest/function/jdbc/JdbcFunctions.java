package io.weir.ingest.function.jdbc;

import io.weir.ingest.dependent.Dependent;
import io.weir.ingest.function.Functions;
import io.weir.ingest.function.KeptFunction;
import io.weir.ingest.transform.JavaBinding;
import io.weir.ingest.transform.SqlFunction;
import io.weir.support.access.ResourceKind;
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
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Repository
class JdbcFunctions implements Functions {

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};

    private static final String SELECT = """
            select name, parameters, body, java, comment, properties, owner, revision, created_at, updated_at
            from sql_function
            """;

    private static final String USERS = """
            select 'PIPELINE' as kind, name, owner from pipeline where definition -> 'functions' @> :called::jsonb
            union select 'RELATION', r.name, r.owner
                from relation_function f join relation r on r.name = f.relation where f.function = :name
            order by kind, name
            """;

    private final JdbcClient jdbc;
    private final ReadRows rows;
    private final JsonMapper json;

    JdbcFunctions(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.rows = new ReadRows(jdbc, "sql_function", "pipeline_revision");
        this.json = json;
    }

    @Override
    public boolean add(SqlFunction definition, String comment, Map<String, String> properties, String owner) {
        return written(
                                jdbc.sql(
                                        "insert into sql_function (name, parameters, body, java, comment, properties, owner)"
                                                + " values (:name, :parameters::jsonb, :body, :java::jsonb, :comment, :properties::jsonb, :owner)"
                                                + " on conflict do nothing"),
                                definition,
                                comment,
                                properties)
                        .param("name", definition.name())
                        .param("owner", owner)
                        .update()
                == 1;
    }

    @Override
    public boolean change(KeptFunction read, SqlFunction definition, String comment, Map<String, String> properties) {
        return written(
                                rows.change(
                                        row(read),
                                        "parameters = :parameters::jsonb, body = :body, java = :java::jsonb, comment = :comment,"
                                                + " properties = :properties::jsonb"),
                                definition,
                                comment,
                                properties)
                        .update()
                == 1;
    }

    private JdbcClient.StatementSpec written(
            JdbcClient.StatementSpec statement,
            SqlFunction definition,
            String comment,
            Map<String, String> properties) {
        return statement
                .param("parameters", json.writeValueAsString(definition.parameters()))
                .param("body", definition.body())
                .param(
                        "java",
                        definition.javaMethod() == null ? null : json.writeValueAsString(definition.javaMethod()))
                .param("comment", comment)
                .param("properties", json.writeValueAsString(properties));
    }

    @Override
    public Optional<KeptFunction> find(String name) {
        return jdbc.sql(SELECT + "where name = :name")
                .param("name", name)
                .query(this::function)
                .optional();
    }

    @Override
    public List<KeptFunction> list(PageRequest page) {
        return jdbc.sql(SELECT + "where name > :after and starts_with(name, :prefix) order by name limit :limit")
                .param("after", page.afterOrFirst())
                .param("prefix", page.prefix())
                .param("limit", page.rowsToRead())
                .query(this::function)
                .list();
    }

    @Override
    public List<SqlFunction> named(Collection<String> names) {
        return jdbc
                .sql(SELECT + "where name = any (:names) order by name")
                .param("names", names.toArray(String[]::new))
                .query(this::function)
                .list()
                .stream()
                .map(KeptFunction::definition)
                .toList();
    }

    @Override
    public boolean hold(Collection<String> names) {
        return rows.hold(names).containsAll(names);
    }

    @Override
    public boolean handOver(KeptFunction read, String owner, boolean onlyAsRead) {
        return rows.handOver(row(read), owner, onlyAsRead);
    }

    @Override
    public boolean lock(KeptFunction read) {
        return rows.lock(row(read));
    }

    @Override
    public boolean remove(KeptFunction read) {
        return rows.remove(row(read));
    }

    private static ReadRow row(KeptFunction read) {
        return new ReadRow(read.name(), read.revision(), read.owner(), read.createdAt());
    }

    @Override
    public List<KeptFunction> ofSource(String source) {
        return jdbc.sql(SELECT + "where java ->> 'source' = :source order by name")
                .param("source", source)
                .query(this::function)
                .list();
    }

    @Override
    public List<Dependent> users(String name) {
        return jdbc.sql(USERS)
                .param("name", name)
                .param("called", json.writeValueAsString(List.of(Map.of("name", name))))
                .query((row, number) -> new Dependent(
                        ResourceKind.valueOf(row.getString("kind")), row.getString("name"), row.getString("owner")))
                .list();
    }

    private KeptFunction function(ResultSet row, int number) throws SQLException {
        String java = row.getString("java");
        return new KeptFunction(
                new SqlFunction(
                        row.getString("name"),
                        json.readValue(row.getString("parameters"), NAMES),
                        row.getString("body"),
                        java == null ? null : json.readValue(java, JavaBinding.class)),
                row.getString("comment"),
                json.readValue(row.getString("properties"), TEXTS),
                row.getString("owner"),
                row.getLong("revision"),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
