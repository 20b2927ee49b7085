package io.weir.lineage.live.jdbc;

import io.weir.lineage.live.Announcement;
import io.weir.lineage.live.Appended;
import io.weir.lineage.live.LiveEvent;
import io.weir.lineage.live.LiveEvents;
import io.weir.lineage.live.LiveSettings;
import io.weir.lineage.openlineage.EventJson;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

@Repository
class JdbcLiveEvents implements LiveEvents {

    /** The lock is taken before a number is, and held until the numbers can be seen. */
    private static final String APPEND = """
            with locked as materialized (select pg_advisory_xact_lock(hashtext('weir lineage live events')))
            insert into live_event (type, run_id, job_id, targets, data)
            select type, run_id, job_id, targets, data
            from locked, unnest(?::text[], ?::uuid[], ?::uuid[], ?::text[], ?::text[])
                 with ordinality as told (type, run_id, job_id, targets, data, place)
            order by place
            returning sequence
            """;

    private static final String AFTER = """
            select sequence, at, type, run_id, job_id, targets, data from live_event
            where sequence > ?
            order by sequence
            limit ?
            """;

    private static final String DROP = """
            delete from live_event
            where sequence in (select sequence from live_event order by sequence limit 10000)
              and at < clock_timestamp() - ? * interval '1 second'
            """;

    private final JdbcTemplate jdbc;
    private final ApplicationEventPublisher publisher;
    private final LiveSettings settings;

    JdbcLiveEvents(JdbcTemplate jdbc, ApplicationEventPublisher publisher, LiveSettings settings) {
        this.jdbc = jdbc;
        this.publisher = publisher;
        this.settings = settings;
    }

    @Override
    public long append(List<Announcement> announcements) {
        List<Long> numbers =
                jdbc.query(connection -> prepare(connection, announcements), (row, number) -> row.getLong("sequence"));
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                publisher.publishEvent(new Appended());
            }
        });
        return numbers.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    @Override
    public List<LiveEvent> after(long sequence, int limit) {
        return jdbc.query(AFTER, (row, number) -> event(row), sequence, limit);
    }

    @Override
    public long last() {
        return number("select coalesce(max(sequence), 0) from live_event");
    }

    @Override
    public long dropped() {
        return number("select coalesce(min(sequence) - 1, 0) from live_event");
    }

    @Override
    public int dropOld() {
        return jdbc.update(DROP, settings.retention().toSeconds());
    }

    private long number(String sql) {
        Long number = jdbc.queryForObject(sql, Long.class);
        return number == null ? 0 : number;
    }

    private static PreparedStatement prepare(Connection connection, List<Announcement> told) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(APPEND);
        array(statement, 1, "text", told, Announcement::type);
        array(statement, 2, "uuid", told, Announcement::runId);
        array(statement, 3, "uuid", told, Announcement::jobId);
        array(statement, 4, "text", told, one -> one.targets().isEmpty() ? null : String.join("\n", one.targets()));
        array(statement, 5, "text", told, one -> EventJson.write(one.data()));
        return statement;
    }

    private static void array(
            PreparedStatement statement,
            int parameter,
            String type,
            List<Announcement> told,
            Function<Announcement, @Nullable Object> value)
            throws SQLException {
        Object[] values = told.stream().map(value).toArray();
        statement.setArray(parameter, statement.getConnection().createArrayOf(type, values));
    }

    private static LiveEvent event(ResultSet row) throws SQLException {
        String targets = row.getString("targets");
        return LiveEvent.of(
                row.getLong("sequence"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("type"),
                row.getObject("run_id", UUID.class),
                row.getObject("job_id", UUID.class),
                targets == null ? List.of() : targets.lines().toList(),
                EventJson.read(row.getString("data")));
    }
}
