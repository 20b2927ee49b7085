package io.weir.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Revoking a token that is changed at the same time. */
class RevocationTest extends AccessCalls {

    /** Revokes a token while a change of it is not decided yet, which then comes first. */
    private static HttpResponse<String> revokedBehindAChange(String token, String... headers) {
        JdbcClient jdbc = platform.bean(JdbcClient.class);
        var transactions = new TransactionTemplate(platform.bean(PlatformTransactionManager.class));
        CompletableFuture<HttpResponse<String>> answer = transactions.execute(begun -> {
            jdbc.sql("update api_token set revision = revision + 1 where name = ?")
                    .param(token)
                    .update();
            var revoking =
                    CompletableFuture.supplyAsync(() -> call("DELETE", path("tokens", token), "", admin(), headers));
            await().until(() -> isWaiting(jdbc));
            return revoking;
        });
        return Objects.requireNonNull(answer).join();
    }

    private static boolean isWaiting(JdbcClient jdbc) {
        return jdbc.sql("select count(*) from pg_stat_activity where usename = current_user"
                                + " and wait_event_type = 'Lock' and query like 'update api_token set revoked_at%'")
                        .query(Long.class)
                        .single()
                > 0;
    }

    @Test
    void whoReadAnotherRevisionRevokesNothing() {
        user("overtaken", "READ");
        String path = path("tokens", "overtaken-READ");
        String read = tag(get(path, admin()));

        assertThat(revokedBehindAChange("overtaken-READ", "If-Match", read).statusCode())
                .isEqualTo(412);
        assertThat(get(path, admin()).statusCode()).isEqualTo(200);
    }

    @Test
    void whoSendsNoTagRevokesItWhateverBecameOfIt() {
        user("untagged", "READ");

        assertThat(revokedBehindAChange("untagged-READ").statusCode()).isEqualTo(204);
        assertThat(get(path("tokens", "untagged-READ"), admin()).statusCode()).isEqualTo(404);
    }
}
