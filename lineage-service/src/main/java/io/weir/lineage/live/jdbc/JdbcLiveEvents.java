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
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
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
            returning sequence, at
            """;

    private static final String AFTER = """
            select sequence, at, type, run_id, job_id, targets, data from live_event
            where sequence > ?
            order by sequence
            limit ?
            """;

    /** But for the last one, by which it is known where the log ends and up to where it is not kept. */
    private static final String DROP = """
            delete from live_event
            where sequence in (select sequence from live_event order by sequence limit 10000)
              and sequence < (select max(sequence) from live_event)
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
        List<String> data = announcements.stream()
                .map(announcement -> EventJson.write(announcement.data()))
                .toList();
        List<LiveEvent> appended = jdbc.query(
                connection -> prepare(connection, announcements, data),
                (row, number) -> event(row, announcements.get(number), data.get(number)));
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                publisher.publishEvent(new Appended(appended));
            }
        });
        return appended.isEmpty() ? 0 : appended.get(appended.size() - 1).sequence();
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

    private static PreparedStatement prepare(Connection connection, List<Announcement> told, List<String> data)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(APPEND);
        texts(statement, 1, told.stream().map(Announcement::type));
        ids(statement, 2, told.stream().map(Announcement::runId));
        ids(statement, 3, told.stream().map(Announcement::jobId));
        texts(statement, 4, told.stream().map(JdbcLiveEvents::targets));
        texts(statement, 5, data.stream());
        return statement;
    }

    private static void texts(PreparedStatement statement, int parameter, Stream<? extends @Nullable String> values)
            throws SQLException {
        array(statement, parameter, "text", values.toArray(String[]::new));
    }

    private static void ids(PreparedStatement statement, int parameter, Stream<? extends @Nullable UUID> values)
            throws SQLException {
        array(statement, parameter, "uuid", values.toArray());
    }

    private static void array(PreparedStatement statement, int parameter, String type, @Nullable Object[] values)
            throws SQLException {
        statement.setArray(parameter, statement.getConnection().createArrayOf(type, values));
    }

    private static @Nullable String targets(Announcement announcement) {
        return announcement.targets().isEmpty() ? null : String.join("\n", announcement.targets());
    }

    /** What was just appended. */
    private static LiveEvent event(ResultSet row, Announcement what, String data) throws SQLException {
        return new LiveEvent(
                row.getLong("sequence"), at(row), what.type(), what.runId(), what.jobId(), what.targets(), data);
    }

    private static LiveEvent event(ResultSet row) throws SQLException {
        String targets = row.getString("targets");
        return new LiveEvent(
                row.getLong("sequence"),
                at(row),
                row.getString("type"),
                row.getObject("run_id", UUID.class),
                row.getObject("job_id", UUID.class),
                targets == null ? List.of() : targets.lines().toList(),
                row.getString("data"));
    }

    private static Instant at(ResultSet row) throws SQLException {
        return row.getObject("at", OffsetDateTime.class).toInstant();
    }
}
