package io.weir.lineage.heartbeat.jdbc;

import io.weir.lineage.heartbeat.HeartbeatSettings;
import io.weir.lineage.heartbeat.Heartbeats;
import io.weir.lineage.heartbeat.Liveness;
import io.weir.lineage.openlineage.HashedKeys;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcHeartbeats implements Heartbeats {

    /** Facets are kept in canonical JSON, so that a member is found as text; a stream has no end to wait for. */
    private static final String NO_STREAM = """
             not exists (select from facet
                         where owner_id = run.job_id and owner = 'JOB' and name_key = :jobType
                           and body ~ '"processingType":"(STREAMING|SERVICE)"')
            """;

    private static final String OF_RUNS = """
            select heartbeat.run_id, alive_at,
                   case when end_state is null and deadline < clock_timestamp() and %s
                        then deadline end as lost_since
            from heartbeat
            join run using (run_id)
            left join job_setting using (job_id)
            cross join lateral (
                select alive_at + make_interval(secs => coalesce(heartbeat_timeout_seconds, :timeout)) as deadline) due
            where heartbeat.run_id = any(:runs)
            """.formatted(NO_STREAM);

    private static final String LOST = """
            update heartbeat set lost_at = clock_timestamp()
            from run join job using (job_id) left join job_setting using (job_id)
            where run.run_id = heartbeat.run_id and lost_at is null and end_state is null
              and greatest(alive_at, :begin) + make_interval(secs => coalesce(heartbeat_timeout_seconds, :timeout))
                  < clock_timestamp()
              and %s
            returning run.run_id, job.job_id, namespace, name, alive_at
            """.formatted(NO_STREAM);

    private static final String RECOVERED = """
            update heartbeat set lost_at = null
            from run join job using (job_id)
            where run.run_id = heartbeat.run_id and alive_at > lost_at
            returning run.run_id, job.job_id, namespace, name, alive_at
            """;

    private final JdbcClient jdbc;
    private final double timeout;

    JdbcHeartbeats(JdbcClient jdbc, HeartbeatSettings settings) {
        this.jdbc = jdbc;
        this.timeout = settings.timeout().toMillis() / 1000.0;
    }

    @Override
    public void beat(UUID run) {
        jdbc.sql("insert into heartbeat (run_id) values (?)"
                        + " on conflict (run_id) do update set alive_at = excluded.alive_at")
                .param(run)
                .update();
    }

    @Override
    public Map<UUID, Liveness> of(Collection<UUID> runs) {
        Map<UUID, Liveness> found = new HashMap<>();
        jdbc.sql(OF_RUNS)
                .param("runs", runs.toArray(UUID[]::new))
                .param("timeout", timeout)
                .param("jobType", HashedKeys.of("FACET", "jobType"))
                .query(row -> {
                    found.put(row.getObject("run_id", UUID.class), liveness(row));
                });
        return found;
    }

    @Override
    public List<WatchedRun> takeLost(Instant notBefore) {
        return jdbc.sql(LOST)
                .param("begin", notBefore.atOffset(ZoneOffset.UTC))
                .param("timeout", timeout)
                .param("jobType", HashedKeys.of("FACET", "jobType"))
                .query((row, number) -> watched(row))
                .list();
    }

    @Override
    public List<WatchedRun> takeRecovered() {
        return jdbc.sql(RECOVERED).query((row, number) -> watched(row)).list();
    }

    @Override
    public void forgetEnded() {
        jdbc.sql("delete from heartbeat using run where run.run_id = heartbeat.run_id and end_state is not null")
                .update();
    }

    private static WatchedRun watched(ResultSet row) throws SQLException {
        return new WatchedRun(
                row.getObject("run_id", UUID.class),
                row.getObject("job_id", UUID.class),
                row.getString("namespace"),
                row.getString("name"),
                row.getObject("alive_at", OffsetDateTime.class).toInstant());
    }

    @Override
    public @Nullable Integer timeoutSeconds(UUID job) {
        return jdbc.sql("select heartbeat_timeout_seconds from job_setting"
                        + " where job_id = ? and heartbeat_timeout_seconds is not null")
                .param(job)
                .query(Integer.class)
                .optional()
                .orElse(null);
    }

    @Override
    public void setTimeoutSeconds(UUID job, @Nullable Integer seconds) {
        jdbc.sql("insert into job_setting values (?, ?) on conflict (job_id)"
                        + " do update set heartbeat_timeout_seconds = excluded.heartbeat_timeout_seconds")
                .param(job)
                .param(seconds)
                .update();
    }

    private static Liveness liveness(ResultSet row) throws SQLException {
        OffsetDateTime lost = row.getObject("lost_since", OffsetDateTime.class);
        OffsetDateTime alive = row.getObject("alive_at", OffsetDateTime.class);
        return new Liveness(alive.toInstant(), lost == null ? null : lost.toInstant());
    }
}
