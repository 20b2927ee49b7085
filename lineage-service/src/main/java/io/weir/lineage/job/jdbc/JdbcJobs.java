package io.weir.lineage.job.jdbc;

import io.weir.lineage.job.Job;
import io.weir.lineage.job.Jobs;
import io.weir.lineage.openlineage.EventIds;
import io.weir.lineage.run.RunState;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcJobs implements Jobs {

    private static final String LIST = """
            select job.job_id, namespace, name, job.seen_by, latest_run_id,
                   left(namespace, 200) as namespace_key, left(name, 200) as name_key,
                   coalesce(end_state, case running when true then 'RUNNING' when false then 'NEW' end) as state
            from job left join run on run_id = latest_run_id
            where (left(namespace, 200) collate "C", left(name, 200) collate "C", job.job_id)
                  > (:namespace, :name, :job)
            order by left(namespace, 200) collate "C", left(name, 200) collate "C", job.job_id
            limit :limit
            """;

    private final JdbcClient jdbc;

    JdbcJobs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Page<Job> list(PageRequest request) {
        Position after = Position.read(request.after());
        List<Row> rows = jdbc.sql(LIST)
                .param("namespace", after.namespace())
                .param("name", after.name())
                .param("job", after.job())
                .param("limit", request.limit() + 1)
                .query((row, number) -> new Row(job(row), Position.of(row)))
                .list();
        Page<Row> page = Page.of(rows, request, row -> row.position.text());
        return new Page<>(page.items().stream().map(Row::job).toList(), page.nextPageToken());
    }

    private static Job job(ResultSet row) throws SQLException {
        String state = row.getString("state");
        return new Job(
                row.getString("namespace"),
                row.getString("name"),
                row.getObject("latest_run_id", UUID.class),
                state == null ? null : RunState.valueOf(state),
                EventIds.time(row.getObject("seen_by", UUID.class)));
    }

    private record Row(Job job, Position position) {}
}
