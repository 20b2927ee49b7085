package io.weir.platform.access;

import static io.weir.platform.TestPlatform.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What goes with a token that is revoked. */
class RevocationTest extends AccessCalls {

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
}
