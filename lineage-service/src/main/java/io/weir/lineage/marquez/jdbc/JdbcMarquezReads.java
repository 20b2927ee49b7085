package io.weir.lineage.marquez.jdbc;

import io.weir.lineage.marquez.DatasetVersion;
import io.weir.lineage.marquez.MarquezReads;
import io.weir.lineage.marquez.RunTimes;
import io.weir.lineage.openlineage.EntityName;
import io.weir.lineage.openlineage.EventIds;
import io.weir.lineage.openlineage.NodeName;
import io.weir.lineage.run.RunState;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcMarquezReads implements MarquezReads {

    private static final String JOBS = """
            from job left join run on run_id = latest_run_id
            where (:namespace::text is null or (left(namespace, 200) collate "C" = left(:namespace::text, 200)
                                                and namespace = :namespace::text))
              and (cardinality(:latest::text[]) = 0
                   or coalesce(end_state, case when running then 'RUNNING' when not running then 'NEW' end)
                      = any(:latest::text[]))
            """;

    private static final String LIST_JOBS = "select namespace, name " + JOBS + """
            order by left(namespace, 200) collate "C", left(name, 200) collate "C", job.job_id
            limit :limit offset :offset
            """;

    private static final String COUNT_JOBS = "select count(*) from (select " + JOBS + " limit " + COUNTED + ") counted";

    private static final String TIMES = "select run_id, first_by, seen_by from run where run_id = any(:runs)";

    private static final String COUNT_RUNS =
            "select count(*) from (select from run where job_id = :job limit " + COUNTED + ") counted";

    /** A run whose version is registered as a snapshot is told by the snapshot. */
    private static final String ALONE = """
             and role = 'OUTPUT'
             and not exists (select from snapshot where snapshot.dataset_id = used.dataset_id
                             and (snapshot.version::text = used.version or snapshot.run_id = used.run_id))
            """;

    private static final String VERSIONS = """
            select * from (
                (select coalesce(version::text, snapshot_id::text) as version, created_at, null::uuid as said_by,
                        run_id, schema
                 from snapshot where dataset_id = :dataset
                 order by created_at desc limit :enough)
                union all
                (select coalesce(version, run_id::text), null, first_by, run_id, null
                 from run_dataset used where dataset_id = :dataset
            """ + ALONE + """
                 order by first_by desc limit :enough)
            ) states
            """;

    private static final String COUNT_VERSIONS = """
            select count(*) from (
                (select from snapshot where dataset_id = :dataset limit :enough)
                union all
                (select from run_dataset used where dataset_id = :dataset
            """ + ALONE + " limit :enough)) counted";

    private final JdbcClient jdbc;

    JdbcMarquezReads(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<NodeName> jobs(@Nullable String namespace, Set<RunState> latest, int limit, int offset) {
        return jobs(LIST_JOBS, namespace, latest)
                .param("limit", limit)
                .param("offset", offset)
                .query((row, number) -> NodeName.job(new EntityName(row.getString("namespace"), row.getString("name"))))
                .list();
    }

    @Override
    public int countJobs(@Nullable String namespace, Set<RunState> latest) {
        return jobs(COUNT_JOBS, namespace, latest).query(Integer.class).single();
    }

    private JdbcClient.StatementSpec jobs(String sql, @Nullable String namespace, Set<RunState> latest) {
        return jdbc.sql(sql)
                .param("namespace", namespace)
                .param("latest", latest.stream().map(RunState::name).toArray(String[]::new));
    }

    @Override
    public Map<UUID, RunTimes> times(Collection<UUID> runs) {
        Map<UUID, RunTimes> times = new HashMap<>();
        jdbc.sql(TIMES).param("runs", runs.toArray(UUID[]::new)).query(row -> {
            times.put(
                    row.getObject("run_id", UUID.class),
                    new RunTimes(
                            EventIds.time(row.getObject("first_by", UUID.class)),
                            EventIds.time(row.getObject("seen_by", UUID.class))));
        });
        return times;
    }

    @Override
    public int countRuns(UUID job) {
        return jdbc.sql(COUNT_RUNS).param("job", job).query(Integer.class).single();
    }

    @Override
    public List<DatasetVersion> versions(NodeName dataset, int limit, int offset) {
        List<DatasetVersion> states = jdbc
                .sql(VERSIONS)
                .param("dataset", dataset.key())
                .param("enough", offset + limit)
                .query(VersionRow::read)
                .list()
                .stream()
                .sorted(VersionRow.NEWEST_FIRST)
                .skip(offset)
                .limit(limit)
                .toList();
        return RunSchemas.fill(jdbc, dataset, states);
    }

    @Override
    public int countVersions(NodeName dataset) {
        int counted = jdbc.sql(COUNT_VERSIONS)
                .param("dataset", dataset.key())
                .param("enough", COUNTED)
                .query(Integer.class)
                .single();
        return Math.min(counted, COUNTED);
    }

    @Override
    public Optional<DatasetVersion> version(NodeName dataset, String version) {
        List<DatasetVersion> states = jdbc
                .sql(VERSIONS + " where version = :version")
                .param("dataset", dataset.key())
                .param("enough", COUNTED)
                .param("version", version)
                .query(VersionRow::read)
                .list()
                .stream()
                .sorted(VersionRow.NEWEST_FIRST)
                .limit(1)
                .toList();
        return RunSchemas.fill(jdbc, dataset, states).stream().findFirst();
    }
}
