package io.weir.lineage.run.jdbc;

import io.weir.lineage.facet.Facets;
import io.weir.lineage.heartbeat.Heartbeats;
import io.weir.lineage.heartbeat.Liveness;
import io.weir.lineage.intake.FacetChange.Owner;
import io.weir.lineage.openlineage.Tokens;
import io.weir.lineage.run.DatasetReference;
import io.weir.lineage.run.Run;
import io.weir.lineage.run.RunFacts;
import io.weir.lineage.run.RunSearch;
import io.weir.lineage.run.RunState;
import io.weir.lineage.run.Runs;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcRuns implements Runs {

    private static final String RUN = """
            select run.run_id, namespace, name, started_at, ended_at, parent_run_id,
                   coalesce(end_state, case when running then 'RUNNING' else 'NEW' end) as state
            from run join job using (job_id)
            where run_id = :run
            """;

    private static final String CHILDREN = """
            select run.run_id, namespace, name, started_at, ended_at, parent_run_id,
                   coalesce(end_state, case when running then 'RUNNING' else 'NEW' end) as state
            from run join job using (job_id)
            where parent_run_id = :parent and (:after::uuid is null or run_id > :after::uuid)
            order by run_id
            limit :limit
            """;

    private static final String POSITION = "select first_by, run_id from run where run_id = :run";

    /** A complete snapshot hides what only earlier events of the run named. */
    private static final String DATASETS = """
            select used.role, dataset.namespace, dataset.name, used.version
            from run_dataset used join dataset using (dataset_id) join run using (run_id)
            where used.run_id = :run and (run.snapshot_by is null or used.seen_by >= run.snapshot_by)
            order by dataset.namespace collate "C", dataset.name collate "C"
            """;

    private final JdbcClient jdbc;
    private final Facets facets;
    private final Heartbeats heartbeats;

    JdbcRuns(JdbcClient jdbc, Facets facets, Heartbeats heartbeats) {
        this.heartbeats = heartbeats;
        this.facets = facets;
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Run> find(UUID id) {
        return jdbc.sql(RUN)
                .param("run", id)
                .query((row, number) -> alone(row))
                .optional()
                .map(run -> complete(run, datasets(id), facets.current(Owner.RUN, id)));
    }

    @Override
    public Page<Run> ofJob(UUID job, PageRequest request, int passedOver) {
        return page(RunSearchSql.ofJob(job, position(request), request.rowsToRead(), passedOver), request);
    }

    @Override
    public Page<Run> search(RunSearch search, PageRequest request) {
        return page(RunSearchSql.of(search, position(request), request.rowsToRead()), request);
    }

    /** The place after which a page begins. Tokens of the version before tell the run alone, which is looked for. */
    private @Nullable RunPosition position(PageRequest request) {
        String key = request.after();
        if (key == null || RunPosition.isIn(key)) {
            return key == null ? null : RunPosition.of(key);
        }
        return jdbc.sql(POSITION)
                .param("run", Tokens.of(key))
                .query((row, number) -> place(row))
                .optional()
                .orElseThrow(() -> Tokens.foreign(key));
    }

    private Page<Run> page(RunSearchSql sql, PageRequest request) {
        Page<Placed> page = Page.of(
                jdbc.sql(sql.text())
                        .params(sql.parameters())
                        .query((row, number) -> new Placed(alone(row), place(row)))
                        .list(),
                request,
                placed -> placed.position().key());
        return new Page<>(known(page.items().stream().map(Placed::run).toList()), page.nextPageToken());
    }

    private static RunPosition place(ResultSet row) throws SQLException {
        return new RunPosition(row.getObject("first_by", UUID.class), row.getObject("run_id", UUID.class));
    }

    @Override
    public Page<Run> children(UUID parent, PageRequest request) {
        List<Run> rows = jdbc.sql(CHILDREN)
                .param("parent", parent)
                .param("after", Tokens.id(request.after()))
                .param("limit", request.limit() + 1)
                .query((row, number) -> alone(row))
                .list();
        return Page.of(known(rows), request, run -> run.runId().toString());
    }

    private Run complete(Run run, List<Use> uses, Map<String, Object> current) {
        Liveness life = heartbeats.of(List.of(run.runId())).get(run.runId());
        return run.with(Use.of("INPUT", uses), Use.of("OUTPUT", uses), current).with(RunFacts.of(current), life);
    }

    /** Adds what facets and heartbeats tell: two statements for all. */
    private List<Run> known(List<Run> rows) {
        List<UUID> ids = rows.stream().map(Run::runId).toList();
        Map<UUID, Map<String, Object>> stated = facets.current(Owner.RUN, ids, RunFacts.NAMES);
        Map<UUID, Liveness> lives = heartbeats.of(ids);
        return rows.stream()
                .map(run -> run.with(RunFacts.of(stated.getOrDefault(run.runId(), Map.of())), lives.get(run.runId())))
                .toList();
    }

    private static Run alone(ResultSet row) throws SQLException {
        return Run.alone(
                row.getObject("run_id", UUID.class),
                row.getString("namespace"),
                row.getString("name"),
                RunState.valueOf(row.getString("state")),
                instant(row, "started_at"),
                instant(row, "ended_at"),
                row.getObject("parent_run_id", UUID.class));
    }

    private List<Use> datasets(UUID id) {
        return jdbc.sql(DATASETS)
                .param("run", id)
                .query((row, number) -> new Use(
                        row.getString("role"),
                        new DatasetReference(
                                row.getString("namespace"), row.getString("name"), row.getString("version"))))
                .list();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** A run with its place in the list. */
    private record Placed(Run run, RunPosition position) {}

    private record Use(String role, DatasetReference dataset) {

        static List<DatasetReference> of(String role, List<Use> uses) {
            return uses.stream()
                    .filter(use -> use.role.equals(role))
                    .map(Use::dataset)
                    .toList();
        }
    }
}
