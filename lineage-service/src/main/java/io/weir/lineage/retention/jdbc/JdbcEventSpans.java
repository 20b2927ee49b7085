package io.weir.lineage.retention.jdbc;

import io.weir.lineage.openlineage.EventIds;
import io.weir.lineage.retention.EventSpan;
import io.weir.lineage.retention.EventSpans;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Partitions of the table {@code event}, named by the days that they begin and end with. */
@Repository
class JdbcEventSpans implements EventSpans {

    private static final Pattern NAME = Pattern.compile("event_(\\d{8})_(\\d{8})");
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

    /** Who waits for a lock on the log lets others wait behind it. */
    private static final String SHORT_WAITS = "set local lock_timeout = '2s'";

    private static final String ALONE = "select pg_try_advisory_xact_lock(hashtext('weir.lineage.event_spans'))";

    /** The same, as soon as whoever is at it is done. */
    private static final String ALONE_NEXT = "select pg_advisory_xact_lock(hashtext('weir.lineage.event_spans'))";

    private static final String NAMES = """
            select relname from pg_inherits join pg_class on pg_class.oid = inhrelid
            where inhparent = 'event'::regclass order by relname
            """;

    private static final String TAKEN =
            "select exists (select from event_default where event_id >= :from and event_id < :to)";

    private final JdbcClient jdbc;

    JdbcEventSpans(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<EventSpan> all() {
        return jdbc.sql(NAMES).query(String.class).list().stream()
                .flatMap(JdbcEventSpans::span)
                .toList();
    }

    @Override
    @Transactional
    public boolean add(EventSpan span) {
        jdbc.sql(SHORT_WAITS).update();
        if (!jdbc.sql(ALONE).query(Boolean.class).single()) {
            return false;
        }
        if (all().contains(span)) {
            return true;
        }
        UUID from = EventIds.first(span.begin());
        UUID to = EventIds.first(span.end());
        if (jdbc.sql(TAKEN)
                .param("from", from)
                .param("to", to)
                .query(Boolean.class)
                .single()) {
            return false;
        }
        // Attached, not made as a partition: only that lets readers and writers of the others go on.
        jdbc.sql("create table " + name(span) + " (like event including all)").update();
        jdbc.sql("alter table event attach partition " + name(span) + " for values from ('" + from + "') to ('" + to
                        + "')")
                .update();
        return true;
    }

    @Override
    @Transactional
    public void drop(EventSpan span) {
        jdbc.sql(SHORT_WAITS).update();
        // Of two that drop one partition at once, PostgreSQL may tell the second that it cannot find the parent's
        // entry.
        jdbc.sql(ALONE_NEXT).query(rows -> {});
        jdbc.sql("drop table if exists " + name(span)).update();
    }

    private static String name(EventSpan span) {
        return "event_" + DAY.format(span.from()) + "_" + DAY.format(span.to());
    }

    private static Stream<EventSpan> span(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches()
                ? Stream.of(
                        new EventSpan(LocalDate.parse(matcher.group(1), DAY), LocalDate.parse(matcher.group(2), DAY)))
                : Stream.empty();
    }
}
