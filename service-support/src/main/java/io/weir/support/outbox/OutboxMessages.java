package io.weir.support.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of messages. Every method joins the transaction of its caller. */
final class OutboxMessages {

    private static final int LONGEST_ERROR = 2000;

    /**
     * Locks the first message of a key that is due and that no other dispatcher holds. Walks from key to key by the
     * index, so that it costs one probe for each key, however many messages wait behind a first that cannot be sent.
     */
    private static final String CLAIM = """
            with recursive first_of_key as (
                (select ordering_key, id from outbox_message where parked_at is null order by ordering_key, id limit 1)
                union all
                select following.ordering_key, following.id
                from first_of_key
                cross join lateral (
                    select ordering_key, id from outbox_message
                    where parked_at is null and ordering_key > first_of_key.ordering_key
                    order by ordering_key, id limit 1) following
            )
            select ordering_key from outbox_message
            where id in (select id from first_of_key) and parked_at is null and next_attempt_at <= clock_timestamp()
            order by next_attempt_at
            limit 1
            for update skip locked""";

    private final JdbcClient jdbc;

    OutboxMessages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param wait how long after the beginning of the transaction it is sent */
    void insert(
            Destination destination,
            String path,
            String orderingKey,
            String body,
            @Nullable String requestId,
            Duration wait) {
        jdbc.sql("insert into outbox_message (ordering_key, destination, path, body, request_id, next_attempt_at)"
                        + " values (?, ?, ?, ?, ?, now() + ? * interval '1 millisecond')")
                .params(orderingKey, destination.name(), path, body)
                .param(requestId)
                .param(wait.toMillis())
                .update();
    }

    /** Has those of some keys be due that wait for their time alone. What is being sent now is left to whoever sends it. */
    void hasten(Collection<String> orderingKeys) {
        jdbc.sql("update outbox_message set next_attempt_at = clock_timestamp() where id in"
                        + " (select id from outbox_message where ordering_key = any(?) and parked_at is null and attempts = 0"
                        + " and next_attempt_at > clock_timestamp() for update skip locked)")
                .param(orderingKeys.toArray(String[]::new))
                .update();
    }

    /** Takes a key until the transaction ends: nobody else sends its messages meanwhile. */
    Optional<String> claimKey() {
        return jdbc.sql(CLAIM).query(String.class).optional();
    }

    /** The first messages of a claimed key, in order. */
    List<OutboxMessage> waiting(String orderingKey, int limit) {
        return jdbc.sql("select id, destination, path, body, request_id, attempts,"
                        + " next_attempt_at <= clock_timestamp() as due from outbox_message"
                        + " where ordering_key = ? and parked_at is null order by id limit ?")
                .params(orderingKey, limit)
                .query(OutboxMessages::message)
                .list();
    }

    void delete(OutboxMessage delivered) {
        jdbc.sql("delete from outbox_message where id = ?")
                .param(delivered.id())
                .update();
    }

    void postpone(OutboxMessage failed, String error, Duration wait) {
        jdbc.sql("update outbox_message set attempts = attempts + 1, last_error = ?,"
                        + " next_attempt_at = clock_timestamp() + ? * interval '1 millisecond' where id = ?")
                .params(shorten(error), wait.toMillis(), failed.id())
                .update();
    }

    void park(OutboxMessage refused, String error) {
        jdbc.sql("update outbox_message set attempts = attempts + 1, last_error = ?, parked_at = clock_timestamp()"
                        + " where id = ?")
                .params(shorten(error), refused.id())
                .update();
    }

    Instant databaseTime() {
        return jdbc.sql("select clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    /** Not those whose time has not come. */
    long countWaiting() {
        return count("parked_at is null and (attempts > 0 or next_attempt_at <= clock_timestamp())");
    }

    long countParked() {
        return count("parked_at is not null");
    }

    private long count(String condition) {
        return jdbc.sql("select count(*) from outbox_message where " + condition)
                .query(Long.class)
                .single();
    }

    private static OutboxMessage message(ResultSet row, int number) throws SQLException {
        return new OutboxMessage(
                row.getLong("id"),
                Destination.valueOf(row.getString("destination")),
                row.getString("path"),
                row.getString("body"),
                row.getString("request_id"),
                row.getInt("attempts"),
                row.getBoolean("due"));
    }

    private static String shorten(String error) {
        String printable = error.replace('\0', ' ');
        return printable.length() <= LONGEST_ERROR ? printable : printable.substring(0, LONGEST_ERROR);
    }
}
