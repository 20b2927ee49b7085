package io.weir.lineage.event.jdbc;

import io.weir.lineage.event.EventQuery;
import io.weir.lineage.event.StoredEvent;
import io.weir.lineage.event.StoredEvents;
import io.weir.lineage.openlineage.EventIds;
import io.weir.lineage.openlineage.EventJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcStoredEvents implements StoredEvents {

    /** The ids hold the time, so that a range of times is a range of the primary key. */
    private static final String WITHIN = " from event where event_id >= :after and event_id < :before";

    private static final String OF_RUN = """
            select event_id, body from event
            where run_id = :run and event_id > :after
            order by event_id
            limit :limit
            """;

    private static final UUID BEFORE_EVERYTHING = new UUID(0, 0);
    private static final UUID AFTER_EVERYTHING = new UUID(-1, -1);

    private final JdbcClient jdbc;

    JdbcStoredEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<StoredEvent> list(EventQuery query) {
        return within(
                        "select event_id, body" + WITHIN + " order by event_id "
                                + query.order().sql() + " limit :limit offset :offset",
                        query)
                .param("limit", query.limit())
                .param("offset", query.offset())
                .query(JdbcStoredEvents::event)
                .list();
    }

    @Override
    public int count(EventQuery query) {
        return within("select count(*) from (select" + WITHIN + " limit " + COUNTED + ") counted", query)
                .query(Integer.class)
                .single();
    }

    @Override
    public List<StoredEvent> ofRun(UUID run, UUID after, int limit) {
        return jdbc.sql(OF_RUN)
                .param("run", run)
                .param("after", after)
                .param("limit", limit)
                .query(JdbcStoredEvents::event)
                .list();
    }

    private JdbcClient.StatementSpec within(String sql, EventQuery query) {
        return jdbc.sql(sql)
                .param("after", bound(query.after(), BEFORE_EVERYTHING))
                .param("before", bound(query.before(), AFTER_EVERYTHING));
    }

    private static UUID bound(@Nullable Instant time, UUID otherwise) {
        return time == null ? otherwise : EventIds.first(time);
    }

    private static StoredEvent event(ResultSet row, int number) throws SQLException {
        return new StoredEvent(row.getObject("event_id", UUID.class), EventJson.read(row.getString("body")));
    }
}
