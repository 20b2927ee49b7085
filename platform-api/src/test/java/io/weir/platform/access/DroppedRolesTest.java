package io.weir.platform.access;

import static io.weir.platform.TestPlatform.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.test.UndecidedChange;
import java.net.http.HttpResponse;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Whoever gives a role or a grant to it while it is dropped is told that it is gone. */
class DroppedRolesTest extends AccessCalls {

    private static void isGone(String role, String waiting, Supplier<HttpResponse<String>> call) {
        HttpResponse<String> answer = UndecidedChange.before(
                platform.bean(DataSource.class),
                "delete from access_role where name = '" + role + "'",
                "%" + waiting + "%",
                call);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
        assertThat(json(answer).path("code").asString()).isEqualTo("role-not-found");
    }

    @Test
    void aGrantToIt() {
        role("dropped.granted");

        isGone(
                "dropped.granted",
                "role_grant",
                () -> call(
                        "POST",
                        "/api/v1/grants",
                        grant("dropped.granted", "USAGE", "STORE", "dropped", false),
                        admin()));
    }

    @Test
    void aUserWhoIsMadeWithIt() {
        role("dropped.made");

        isGone(
                "dropped.made",
                "access_role",
                () -> call(
                        "POST", "/api/v1/users", "{\"name\":\"dropped.made\",\"roles\":[\"dropped.made\"]}", admin()));
        assertThat(get(path("users", "dropped.made"), admin()).statusCode()).isEqualTo(404);
    }

    @Test
    void aUserWhoIsGivenIt() {
        role("dropped.given");
        role("dropped.kept");
        made("/api/v1/users", "{\"name\":\"dropped.given\",\"roles\":[\"dropped.kept\"]}");

        isGone(
                "dropped.given",
                "access_role",
                () -> call(
                        "PATCH",
                        path("users", "dropped.given"),
                        "{\"roles\":[\"dropped.kept\",\"dropped.given\"]}",
                        admin()));
        assertThat(json(get(path("users", "dropped.given"), admin())).path("roles"))
                .hasToString("[\"dropped.kept\"]");
    }
}
