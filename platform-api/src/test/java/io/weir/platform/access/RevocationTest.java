package io.weir.platform.access;

import static io.weir.platform.TestPlatform.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.test.UndecidedChange;
import java.net.http.HttpResponse;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Revoking a token that is changed at the same time. */
class RevocationTest extends AccessCalls {

    /** Revokes a token while a change of it is not decided yet, which then comes first. */
    private static HttpResponse<String> revokedBehindAChange(String token, String... headers) {
        String change = "update api_token set revision = revision + 1 where name = '" + token + "'";
        return UndecidedChange.before(
                platform.bean(DataSource.class),
                change,
                "update api_token set revoked_at%",
                () -> call("DELETE", path("tokens", token), "", admin(), headers));
    }

    /** Grants are dated by the clock of the database, which may be ahead of this machine's. */
    @Test
    void grantsGoWithATokenWhateverTheirTime() {
        user("ahead", "READ");
        granted("ahead", "MANAGE", "TOKEN", "ahead-READ");
        platform.bean(JdbcClient.class)
                .sql("update role_grant set granted_at = granted_at + interval '1 hour' where name = 'ahead-READ'")
                .update();

        assertThat(call("DELETE", path("tokens", "ahead-READ"), "", admin()).statusCode())
                .isEqualTo(204);
        assertThat(json(get("/api/v1/grants?role=ahead", admin())).path("items"))
                .isEmpty();
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
