package io.weir.ingest.function.jdbc;

import io.weir.ingest.dependent.DependentPipeline;
import io.weir.ingest.function.Functions;
import io.weir.ingest.function.KeptFunction;
import io.weir.ingest.transform.SqlFunction;
import io.weir.support.paging.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Repository
class JdbcFunctions implements Functions {

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};
    private static final String THE_ONE_READ = " where name = :name and revision = :revision";
    private static final String NEXT_REVISION = "revision = nextval('pipeline_revision'), updated_at = now()";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    JdbcFunctions(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public boolean add(SqlFunction definition, String comment, Map<String, String> properties, String owner) {
        return written(
                                "insert into sql_function (name, parameters, body, comment, properties, owner)"
                                        + " values (:name, :parameters::jsonb, :body, :comment, :properties::jsonb, :owner)"
                                        + " on conflict do nothing",
                                definition,
                                comment,
                                properties)
                        .param("owner", owner)
                        .update()
                == 1;
    }

    @Override
    public boolean change(KeptFunction read, SqlFunction definition, String comment, Map<String, String> properties) {
        return written(
                                "update sql_function set parameters = :parameters::jsonb, body = :body,"
                                        + " comment = :comment, properties = :properties::jsonb, "
                                        + NEXT_REVISION + THE_ONE_READ,
                                definition,
                                comment,
                                properties)
                        .param("revision", read.revision())
                        .update()
                == 1;
    }

    private JdbcClient.StatementSpec written(
            String sql, SqlFunction definition, String comment, Map<String, String> properties) {
        return jdbc.sql(sql)
                .param("name", definition.name())
                .param("parameters", json.writeValueAsString(definition.parameters()))
                .param("body", definition.body())
                .param("comment", comment)
                .param("properties", json.writeValueAsString(properties));
    }

    @Override
    public Optional<KeptFunction> find(String name) {
        return jdbc.sql("select * from sql_function where name = :name")
                .param("name", name)
                .query(this::function)
                .optional();
    }

    @Override
    public List<KeptFunction> list(PageRequest page) {
        return jdbc.sql("select * from sql_function where name > :after order by name limit :limit")
                .param("after", Objects.requireNonNullElse(page.after(), ""))
                .param("limit", page.limit() + 1)
                .query(this::function)
                .list();
    }

    @Override
    public List<SqlFunction> named(Collection<String> names) {
        return jdbc
                .sql("select * from sql_function where name = any (:names) order by name")
                .param("names", names.toArray(String[]::new))
                .query(this::function)
                .list()
                .stream()
                .map(KeptFunction::definition)
                .toList();
    }

    /** In one order, so that two who hold the same do not wait in a circle for who would lock them. */
    @Override
    public boolean hold(Collection<String> names) {
        Set<String> wanted = Set.copyOf(names);
        return wanted.isEmpty()
                || jdbc.sql("select name from sql_function where name = any (:names) order by name for key share")
                                .param("names", wanted.toArray(String[]::new))
                                .query(String.class)
                                .list()
                                .size()
                        == wanted.size();
    }

    @Override
    public boolean handOver(KeptFunction read, String owner) {
        return jdbc.sql("update sql_function set owner = :owner, " + NEXT_REVISION
                                + " where name = :name and owner = :read and created_at = :created")
                        .param("owner", owner)
                        .param("name", read.name())
                        .param("read", read.owner())
                        .param("created", read.createdAt().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    @Override
    public boolean lock(KeptFunction read) {
        return of(read, "select name from sql_function" + THE_ONE_READ + " for update")
                .query(String.class)
                .optional()
                .isPresent();
    }

    @Override
    public boolean remove(KeptFunction read) {
        return of(read, "delete from sql_function" + THE_ONE_READ).update() == 1;
    }

    private JdbcClient.StatementSpec of(KeptFunction read, String sql) {
        return jdbc.sql(sql).param("name", read.name()).param("revision", read.revision());
    }

    @Override
    public List<DependentPipeline> users(String name) {
        return jdbc.sql(
                        "select name, owner from pipeline where definition -> 'functions' @> :called::jsonb order by name")
                .param("called", json.writeValueAsString(List.of(Map.of("name", name))))
                .query((row, number) -> new DependentPipeline(row.getString("name"), row.getString("owner")))
                .list();
    }

    private KeptFunction function(ResultSet row, int number) throws SQLException {
        return new KeptFunction(
                new SqlFunction(
                        row.getString("name"),
                        json.readValue(row.getString("parameters"), NAMES),
                        row.getString("body")),
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
