package io.weir.lineage.graph.jdbc;

import io.weir.lineage.graph.Node;
import io.weir.lineage.graph.Nodes;
import io.weir.lineage.openlineage.EntityName;
import io.weir.lineage.openlineage.EventIds;
import io.weir.lineage.openlineage.NodeName;
import io.weir.lineage.run.RunState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcNodes implements Nodes {

    private static final String EXISTING = """
            select job_id from job where job_id = any(:keys)
            union all
            select dataset_id from dataset where dataset_id = any(:keys)
            """;

    private static final String JOBS = """
            select job.job_id as key, namespace, name, owner, job.first_by, job.seen_by, run_id, run.first_by as run_by, started_at,
                   ended_at,
                   coalesce(end_state, case when running then 'RUNNING' else 'NEW' end) as state
            from job left join run on run_id = latest_run_id
            where job.job_id = any(:keys)
            """;

    private static final String DATASETS = """
            select dataset_id as key, namespace, name, first_by, seen_by
            from dataset
            where dataset_id = any(:keys)
            """;

    private final JdbcClient jdbc;

    JdbcNodes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<UUID> findFirst(List<NodeName> candidates) {
        List<UUID> keys = candidates.stream().map(NodeName::key).toList();
        Set<UUID> existing = new HashSet<>(jdbc.sql(EXISTING)
                .param("keys", keys.toArray(UUID[]::new))
                .query(UUID.class)
                .list());
        return keys.stream().filter(existing::contains).findFirst();
    }

    @Override
    public List<Node> load(Collection<UUID> keys) {
        UUID[] array = keys.toArray(UUID[]::new);
        List<Node> nodes = new ArrayList<>(jdbc.sql(JOBS)
                .param("keys", array)
                .query((row, number) -> node(row, NodeName.Type.JOB, latestRun(row), row.getString("owner")))
                .list());
        nodes.addAll(jdbc.sql(DATASETS)
                .param("keys", array)
                .query((row, number) -> node(row, NodeName.Type.DATASET, null, null))
                .list());
        return nodes;
    }

    private static Node node(
            ResultSet row, NodeName.Type type, Node.@Nullable LatestRun latestRun, @Nullable String owner)
            throws SQLException {
        return new Node(
                row.getObject("key", UUID.class),
                new NodeName(type, new EntityName(row.getString("namespace"), row.getString("name"))),
                EventIds.time(row.getObject("first_by", UUID.class)),
                EventIds.time(row.getObject("seen_by", UUID.class)),
                latestRun,
                owner);
    }

    private static Node.@Nullable LatestRun latestRun(ResultSet row) throws SQLException {
        UUID run = row.getObject("run_id", UUID.class);
        return run == null
                ? null
                : new Node.LatestRun(
                        run,
                        RunState.valueOf(row.getString("state")),
                        EventIds.time(row.getObject("run_by", UUID.class)),
                        instant(row, "started_at"),
                        instant(row, "ended_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
