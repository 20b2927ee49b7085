package io.weir.ingest.pool.jdbc;

import io.weir.ingest.dependent.Dependent;
import io.weir.ingest.pool.ComputePool;
import io.weir.ingest.pool.ComputePools;
import io.weir.ingest.pool.PoolDefinition;
import io.weir.ingest.pool.PoolSize;
import io.weir.ingest.pool.PoolState;
import io.weir.ingest.pool.Suspension;
import io.weir.support.paging.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Repository
class JdbcComputePools implements ComputePools {

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private static final String SELECT = """
            select c.name, c.size, c.min_units, c.max_units, c.auto_suspend_minutes, c.properties, c.suspended_by,
                c.owner, c.busy_at, c.revision, c.created_at, c.updated_at,
                (select count(*) from pipeline p where p.pool = c.name and p.placed_at is not null) as units,
                (select count(*) from pipeline p where p.pool = c.name and p.placed_at is null
                    and p.state in ('RUNNING', 'DRAINING')) as waiting
            from compute_pool c
            """;

    private static final String NEXT_REVISION = "revision = nextval('pipeline_revision'), updated_at = now()";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    JdbcComputePools(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public boolean add(String name, PoolDefinition definition, String owner) {
        return defined(
                                "insert into compute_pool"
                                        + " (name, size, min_units, max_units, auto_suspend_minutes, properties, state, owner)"
                                        + " values (:name, :size, :min, :max, :minutes, :properties::jsonb, 'RUNNING', :owner)"
                                        + " on conflict do nothing",
                                definition)
                        .param("name", name)
                        .param("owner", owner)
                        .update()
                == 1;
    }

    @Override
    public boolean change(ComputePool read, PoolDefinition definition) {
        return defined(
                                "update compute_pool set size = :size, min_units = :min, max_units = :max,"
                                        + " auto_suspend_minutes = :minutes, properties = :properties::jsonb, "
                                        + NEXT_REVISION + " where name = :name and revision = :revision",
                                definition)
                        .param("name", read.name())
                        .param("revision", read.revision())
                        .update()
                == 1;
    }

    private JdbcClient.StatementSpec defined(String sql, PoolDefinition definition) {
        return jdbc.sql(sql)
                .param("size", definition.size().name())
                .param("min", definition.minUnits())
                .param("max", definition.maxUnits())
                .param("minutes", definition.autoSuspendMinutes())
                .param("properties", json.writeValueAsString(definition.properties()));
    }

    @Override
    public Optional<ComputePool> find(String name) {
        return jdbc.sql(SELECT + "where c.name = :name")
                .param("name", name)
                .query(this::pool)
                .optional();
    }

    @Override
    public List<ComputePool> list(PageRequest page, @Nullable PoolState state) {
        return jdbc.sql(SELECT
                        + "where c.name > :after and starts_with(c.name, :prefix) and (:state::text is null or c.state = :state)"
                        + " order by c.name limit :limit")
                .param("after", page.afterOrFirst())
                .param("prefix", page.prefix())
                .param("state", state == null ? null : state.name())
                .param("limit", page.rowsToRead())
                .query(this::pool)
                .list();
    }

    @Override
    public boolean handOver(ComputePool read, String owner, boolean onlyAsRead) {
        return jdbc.sql("update compute_pool set owner = :owner, " + NEXT_REVISION
                                + " where name = :name and owner = :read and created_at = :created"
                                + " and (revision = :revision or not :onlyAsRead)")
                        .param("owner", owner)
                        .param("name", read.name())
                        .param("read", read.owner())
                        .param("created", read.createdAt().atOffset(java.time.ZoneOffset.UTC))
                        .param("revision", read.revision())
                        .param("onlyAsRead", onlyAsRead)
                        .update()
                == 1;
    }

    @Override
    public boolean start(String name) {
        return jdbc.sql("update compute_pool set state = 'RUNNING', suspended_by = null, busy_at = now(), "
                                + NEXT_REVISION + " where name = :name and state = 'SUSPENDED'")
                        .param("name", name)
                        .update()
                == 1;
    }

    @Override
    public boolean stop(String name) {
        return jdbc.sql("update compute_pool set state = 'SUSPENDED', suspended_by = 'STOP', " + NEXT_REVISION
                                + " where name = :name and suspended_by is distinct from 'STOP'")
                        .param("name", name)
                        .update()
                == 1;
    }

    @Override
    public boolean remove(ComputePool read) {
        return jdbc.sql("delete from compute_pool where name = :name and revision = :revision")
                        .param("name", read.name())
                        .param("revision", read.revision())
                        .update()
                == 1;
    }

    @Override
    public List<Dependent> users(String name) {
        return jdbc.sql("select name, owner from pipeline where pool = :name order by name")
                .param("name", name)
                .query((row, number) -> Dependent.pipeline(row.getString("name"), row.getString("owner")))
                .list();
    }

    private ComputePool pool(ResultSet row, int number) throws SQLException {
        return new ComputePool(
                row.getString("name"),
                new PoolDefinition(
                        PoolSize.valueOf(row.getString("size")),
                        row.getInt("min_units"),
                        row.getInt("max_units"),
                        row.getInt("auto_suspend_minutes"),
                        json.readValue(row.getString("properties"), TEXTS)),
                Optional.ofNullable(row.getString("suspended_by")).map(Suspension::valueOf),
                row.getString("owner"),
                row.getInt("units"),
                row.getInt("waiting"),
                instant(row, "busy_at"),
                row.getLong("revision"),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
