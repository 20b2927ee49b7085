package io.weir.lineage.webhook.jdbc;

import io.weir.lineage.openlineage.Tokens;
import io.weir.lineage.webhook.Webhook;
import io.weir.lineage.webhook.Webhooks;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcWebhooks implements Webhooks {

    private static final int LONGEST_ERROR = 1000;

    private static final String SELECT = """
            select webhook_id, url, events, secret, created_at, position, attempts, last_error, delivered_at
            from webhook
            """;

    private static final String CLAIM = SELECT + """
            where next_attempt_at <= clock_timestamp()
              and position < (select coalesce(max(sequence), 0) from live_event)
            order by next_attempt_at
            limit 1
            for update skip locked
            """;

    private final JdbcClient jdbc;

    JdbcWebhooks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Webhook add(URI url, List<String> events, String secret) {
        UUID id = UUID.randomUUID();
        jdbc.sql("insert into webhook (webhook_id, url, events, secret, position)"
                        + " values (?, ?, ?, ?, (select coalesce(max(sequence), 0) from live_event))")
                .params(id, url.toString())
                .param(events.isEmpty() ? null : String.join("\n", events))
                .param(secret)
                .update();
        return find(id).orElseThrow(() -> new IllegalStateException("a webhook was added and is not there"));
    }

    @Override
    public Optional<Webhook> find(UUID id) {
        return jdbc.sql(SELECT + "where webhook_id = ?")
                .param(id)
                .query((row, number) -> webhook(row))
                .optional();
    }

    @Override
    public Optional<String> secret(UUID id) {
        return jdbc.sql("select secret from webhook where webhook_id = ?")
                .param(id)
                .query(String.class)
                .optional();
    }

    @Override
    public Page<Webhook> list(PageRequest request) {
        UUID after = Tokens.id(request.after());
        List<Webhook> rows = jdbc.sql(SELECT + "where webhook_id > ? order by webhook_id limit ?")
                .params(after == null ? new UUID(0, 0) : after, request.limit() + 1)
                .query((row, number) -> webhook(row))
                .list();
        return Page.of(rows, request, webhook -> webhook.id().toString());
    }

    @Override
    public boolean remove(UUID id) {
        return jdbc.sql("delete from webhook where webhook_id = ?").param(id).update() == 1;
    }

    @Override
    public Optional<Due> claim() {
        return jdbc.sql(CLAIM)
                .query((row, number) -> new Due(webhook(row), row.getString("secret")))
                .optional();
    }

    @Override
    public void advance(UUID id, long position, boolean delivered) {
        // Whoever was served is due after the others, however slow it is.
        jdbc.sql(
                        "update webhook set position = ?, attempts = 0, last_error = null, next_attempt_at = clock_timestamp(),"
                                + " delivered_at = case when ? then clock_timestamp() else delivered_at end"
                                + " where webhook_id = ?")
                .params(position, delivered, id)
                .update();
    }

    @Override
    public void postpone(UUID id, String error, Duration wait) {
        jdbc.sql("update webhook set attempts = attempts + 1, last_error = left(?, ?),"
                        + " next_attempt_at = clock_timestamp() + ? * interval '1 millisecond' where webhook_id = ?")
                .params(error.replace('\0', ' '), LONGEST_ERROR, wait.toMillis(), id)
                .update();
    }

    private static Webhook webhook(ResultSet row) throws SQLException {
        String events = row.getString("events");
        OffsetDateTime delivered = row.getObject("delivered_at", OffsetDateTime.class);
        return new Webhook(
                row.getObject("webhook_id", UUID.class),
                URI.create(row.getString("url")),
                events == null ? List.of() : events.lines().toList(),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getLong("position"),
                row.getInt("attempts"),
                delivered == null ? null : delivered.toInstant(),
                row.getString("last_error"));
    }
}
