package io.weir.support.idempotency;

import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
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
     * @return false where the key was used before
     */
    boolean claim(String key, String fingerprint) {
        forgetSome();
        jdbc.sql("set local lock_timeout = '5s'").update();
        int claimed = jdbc.sql("insert into idempotency_key (key, fingerprint) values (?, ?) on conflict do nothing")
                .params(key, fingerprint)
                .update();
        jdbc.sql("set local lock_timeout to default").update();
        return claimed == 1;
    }

    /** Only the first answer to a request is kept. */
    void keep(String key, ResponseEntity<?> answer) {
        Map<String, String> headers = new TreeMap<>();
        answer.getHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
        jdbc.sql("update idempotency_key set status = ?, headers = ?::jsonb, body = ?::jsonb"
                        + " where key = ? and status is null")
                .param(answer.getStatusCode().value())
                .param(json.writeValueAsString(headers))
                .param(answer.hasBody() ? json.writeValueAsString(answer.getBody()) : null)
                .param(key)
                .update();
    }

    /**
     * The first answer; empty where there is none. A key and its answer are committed together.
     *
     * @throws ProblemException where the key is another request's
     */
    <T> Optional<ResponseEntity<T>> find(String key, String fingerprint, Class<T> type) {
        return jdbc.sql("select fingerprint = ? as same, status, headers, body from idempotency_key where key = ?")
                .params(fingerprint, key)
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

    /** Each new key clears away a few old ones, so that the table stays as large as a day's keys. */
    private void forgetSome() {
        jdbc.sql("delete from idempotency_key where key in (select key from idempotency_key"
                        + " where created_at < now() - interval '1 day' order by created_at limit 10"
                        + " for update skip locked)")
                .update();
    }
}
