package io.weir.lineage.job.jdbc;

import io.weir.lineage.job.Job;
import io.weir.lineage.job.Jobs;
import io.weir.lineage.openlineage.EntityName;
import io.weir.lineage.openlineage.EventIds;
import io.weir.lineage.openlineage.NodeName;
import io.weir.lineage.run.RunState;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcJobs implements Jobs {

    private static final String LIST = """
            select job.job_id, namespace, name, owner, job.seen_by, latest_run_id,
                   left(namespace, 200) as namespace_key, left(name, 200) as name_key,
                   coalesce(end_state, case running when true then 'RUNNING' when false then 'NEW' end) as state
            from job left join run on run_id = latest_run_id
            where (left(namespace, 200) collate "C", left(name, 200) collate "C", job.job_id)
                  > (:namespace, :name, :job) %s
            order by left(namespace, 200) collate "C", left(name, 200) collate "C", job.job_id
            limit :limit
            """;

    private static final String OF_A_NAME = "left(name, 200) collate \"C\" = left(:named, 200) and name = :named";
    private static final String ALL = LIST.formatted("");
    private static final String NAMED = LIST.formatted("and " + OF_A_NAME);

    private final JdbcClient jdbc;

    JdbcJobs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Page<Job> list(PageRequest request) {
        return page(jdbc.sql(ALL), request);
    }

    @Override
    public Page<Job> named(String name, PageRequest request) {
        return page(jdbc.sql(NAMED).param("named", name), request);
    }

    private static Page<Job> page(JdbcClient.StatementSpec list, PageRequest request) {
        Position after = Position.read(request.after());
        List<Row> rows = list.param("namespace", after.namespace())
                .param("name", after.name())
                .param("job", after.job())
                .param("limit", request.limit() + 1)
                .query((row, number) -> new Row(job(row), Position.of(row)))
                .list();
        Page<Row> page = Page.of(rows, request, row -> row.position.text());
        return new Page<>(page.items().stream().map(Row::job).toList(), page.nextPageToken());
    }

    @Override
    public List<String> owners(String name) {
        return jdbc.sql("select distinct coalesce(owner, '') from job where " + OF_A_NAME)
                .param("named", name)
                .query(String.class)
                .list();
    }

    @Override
    public boolean handOver(EntityName job, @Nullable String read, String owner) {
        return jdbc.sql("update job set owner = :owner where job_id = :job and owner is not distinct from :read::text")
                        .param("owner", owner)
                        .param("job", NodeName.job(job).key())
                        .param("read", read)
                        .update()
                == 1;
    }

    private static Job job(ResultSet row) throws SQLException {
        String state = row.getString("state");
        return new Job(
                row.getString("namespace"),
                row.getString("name"),
                row.getObject("latest_run_id", UUID.class),
                state == null ? null : RunState.valueOf(state),
                EventIds.time(row.getObject("seen_by", UUID.class)),
                row.getString("owner"));
    }

    private record Row(Job job, Position position) {}
}
