package io.weir.support.idempotency;

import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The table of keys and first answers. Methods join the transaction of their caller where it has one. */
final class FirstAnswers {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    FirstAnswers(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * Takes a key for this transaction. Waits for another transaction that has it and is not decided yet.
     *
     * @return what it is noted under; nothing where this caller used it before
     */
    Optional<String> claim(CallersKey key, String fingerprint) {
        forgetSome();
        jdbc.sql("set local lock_timeout = '5s'").update();
        Optional<String> noted = note(key, fingerprint);
        jdbc.sql("set local lock_timeout to default").update();
        return noted;
    }

    private Optional<String> note(CallersKey key, String fingerprint) {
        if (isNoted(key.sent(), key, fingerprint)) {
            return Optional.of(key.sent());
        }
        boolean taken = isAnothers(key) && isNoted(key.own(), key, fingerprint);
        return taken ? Optional.of(key.own()) : Optional.empty();
    }

    /** Not where the caller has the key by its own name: what it met there may be forgotten by now. */
    private boolean isNoted(String name, CallersKey key, String fingerprint) {
        return jdbc.sql(
                                "insert into idempotency_key (key, fingerprint, caller) select ?, ?, ?"
                                        + " where not exists (select from idempotency_key where key = ?) on conflict do nothing")
                        .params(Arrays.asList(name, fingerprint, key.caller(), key.own()))
                        .update()
                == 1;
    }

    /** Keys that bear no caller were noted by a version that asked for none: they are anybody's, for their day. */
    private boolean isAnothers(CallersKey key) {
        return jdbc.sql("select exists (select from idempotency_key where key = ? and caller <> ?)")
                .params(Arrays.asList(key.sent(), key.caller()))
                .query(Boolean.class)
                .single();
    }

    /** Only the first answer to a request is kept. */
    void keep(String noted, ResponseEntity<?> answer) {
        Map<String, String> headers = new TreeMap<>();
        answer.getHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
        jdbc.sql("update idempotency_key set status = ?, headers = ?::jsonb, body = ?::jsonb"
                        + " where key = ? and status is null")
                .param(answer.getStatusCode().value())
                .param(json.writeValueAsString(headers))
                .param(answer.hasBody() ? json.writeValueAsString(answer.getBody()) : null)
                .param(noted)
                .update();
    }

    /**
     * The first answer; empty where there is none. A key and its answer are committed together.
     *
     * @throws ProblemException where the key is another request's
     */
    <T> Optional<ResponseEntity<T>> find(CallersKey key, String fingerprint, Class<T> type) {
        return jdbc.sql("select fingerprint = ? as same, status, headers, body from idempotency_key"
                        + " where key = ? or (key = ? and coalesce(caller = ?, true)) order by key <> ? limit 1")
                .params(Arrays.asList(fingerprint, key.own(), key.sent(), key.caller(), key.own()))
                .query((row, number) -> answer(row, type))
                .optional();
    }

    private <T> ResponseEntity<T> answer(ResultSet row, Class<T> type) throws SQLException {
        if (!row.getBoolean("same")) {
            throw new ProblemException(
                    CommonProblem.IDEMPOTENCY_KEY_REUSED,
                    "This Idempotency-Key came with another request before; use a new key.");
        }
        HttpHeaders headers = new HttpHeaders();
        json.readTree(row.getString("headers"))
                .properties()
                .forEach(
                        header -> headers.set(header.getKey(), header.getValue().asString()));
        headers.set(IdempotentRequests.REPLAYED, "true");
        String body = row.getString("body");
        @Nullable T value = body == null ? null : json.readValue(body, type);
        return ResponseEntity.status(row.getInt("status")).headers(headers).body(value);
    }

    /**
     * Not those that bear no caller, nor what is noted among them of hand-overs. One that is locked is a day old and being deleted: nobody
     * waits for that.
     */
    void forget(Collection<String> callers) {
        jdbc.sql("delete from idempotency_key where key in (select key from idempotency_key where caller = any(?)"
                        + " for update skip locked)")
                .param(callers.toArray(String[]::new))
                .update();
    }

    /** Each new key clears away a few old ones, so that the table stays as large as a day's keys. */
    private void forgetSome() {
        jdbc.sql("delete from idempotency_key where key in (select key from idempotency_key"
                        + " where created_at < now() - interval '1 day' order by created_at limit 10"
                        + " for update skip locked)")
                .update();
    }
}
