package io.weir.lineage.marquez.jdbc;

import io.weir.lineage.marquez.Statistics;
import io.weir.lineage.openlineage.EventIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Ids of events hold their times, so that bounds of time are bounds of ids. */
@Repository
class JdbcStatistics implements Statistics {

    private static final String EVENTS = """
            select width_bucket(event_id, :bounds::uuid[]) - 1 as interval, event_type, count(*) as counted
            from event
            where event_id >= :first and event_id < :last and event_type in ('START', 'COMPLETE', 'FAIL', 'ABORT')
            group by 1, 2
            """;

    private static final String NAMED = """
            select greatest(width_bucket(first_by, :bounds::uuid[]) - 1, 0) as interval, count(*) as counted
            from %s named
            where first_by < :last
            group by 1
            """;

    private final JdbcClient jdbc;

    JdbcStatistics(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<EventCounts> events(List<Instant> bounds) {
        List<Map<String, Long>> counts = new ArrayList<>();
        bounds.forEach(bound -> counts.add(new HashMap<>()));
        statement(EVENTS, bounds).param("first", EventIds.first(bounds.get(0))).query(row -> {
            counts.get(row.getInt("interval")).put(row.getString("event_type"), row.getLong("counted"));
        });
        List<EventCounts> events = new ArrayList<>();
        for (int interval = 0; interval < bounds.size() - 1; interval++) {
            Map<String, Long> counted = counts.get(interval);
            events.add(new EventCounts(
                    bounds.get(interval),
                    bounds.get(interval + 1),
                    counted.getOrDefault("FAIL", 0L),
                    counted.getOrDefault("START", 0L),
                    counted.getOrDefault("COMPLETE", 0L),
                    counted.getOrDefault("ABORT", 0L)));
        }
        return events;
    }

    @Override
    public List<IntervalCount> named(Subject subject, List<Instant> bounds) {
        Map<Integer, Long> counts = new HashMap<>();
        statement(NAMED.formatted(relation(subject)), bounds).query(row -> {
            counts.put(row.getInt("interval"), row.getLong("counted"));
        });
        List<IntervalCount> named = new ArrayList<>();
        long total = 0;
        for (int interval = 0; interval < bounds.size() - 1; interval++) {
            total += counts.getOrDefault(interval, 0L);
            named.add(new IntervalCount(bounds.get(interval), bounds.get(interval + 1), total));
        }
        return named;
    }

    private JdbcClient.StatementSpec statement(String sql, List<Instant> bounds) {
        return jdbc.sql(sql)
                .param("bounds", bounds.stream().map(EventIds::first).toArray(UUID[]::new))
                .param("last", EventIds.first(bounds.get(bounds.size() - 1)));
    }

    /** A source is a namespace of datasets. */
    private static String relation(Subject subject) {
        return switch (subject) {
            case JOBS -> "job";
            case DATASETS -> "dataset";
            case SOURCES -> "(select distinct on (namespace) first_by from dataset order by namespace, first_by)";
        };
    }
}
