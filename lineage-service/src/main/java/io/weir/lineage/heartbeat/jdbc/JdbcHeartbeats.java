package io.weir.lineage.heartbeat.jdbc;

import io.weir.lineage.heartbeat.HeartbeatSettings;
import io.weir.lineage.heartbeat.Heartbeats;
import io.weir.lineage.heartbeat.Liveness;
import io.weir.lineage.openlineage.HashedKeys;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcHeartbeats implements Heartbeats {

    /** Facets are kept in canonical JSON, so that a member is found as text; a stream has no end to wait for. */
    private static final String OF_RUNS = """
            select heartbeat.run_id, alive_at,
                   case when end_state is null and deadline < clock_timestamp() and not exists (
                            select from facet
                            where owner_id = run.job_id and owner = 'JOB' and name_key = :jobType
                              and body ~ '"processingType":"(STREAMING|SERVICE)"')
                        then deadline end as lost_since
            from heartbeat
            join run using (run_id)
            left join job_setting using (job_id)
            cross join lateral (
                select alive_at + make_interval(secs => coalesce(heartbeat_timeout_seconds, :timeout)) as deadline) due
            where heartbeat.run_id = any(:runs)
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
