package io.weir.platform.access;

import static io.weir.platform.TestPlatform.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.test.UndecidedChange;
import java.net.http.HttpResponse;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls about what is changed at the same time: whoever says what they read is held back, and nobody else. */
class UndecidedChangesTest extends AccessCalls {

    private static final String KINDS = """
            kind    | table         | made                                                                  | changed
            roles   | access_role   | {}                                                                    | a=b
            users   | platform_user | {}                                                                    | a=b
            tokens  | api_token     | {"scope":"READ"}                                                      | a=b
            secrets | secret        | {"value":"hunter2"}                                                   | a=b
            stores  | store         | {"kind":"DUCKDB","properties":{"path":"undecided.duckdb"}}            | path=c.duckdb
            """;

    private record Thing(String path, String table, String name) {

        static Thing make(String kind, String table, String made, String of) {
            String name = "undecided." + of;
            made("/api/v1/" + kind, ("{\"name\":\"" + name + "\"," + made.substring(1)).replace(",}", "}"));
            return new Thing("/api/v1/" + kind + "/" + name, table, name);
        }

        /** Makes a call while a change of it is not decided yet, which then comes first. */
        HttpResponse<String> behindAChange(String method, String body, String... headers) {
            String change = "update " + table + " set revision = revision + 1 where name = '" + name
                    + (table.equals("api_token") ? "' and revoked_at is null" : "'");
            return UndecidedChange.before(
                    platform.bean(DataSource.class),
                    change,
                    "%" + table + "%",
                    () -> call(method, path, body, admin(), headers));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = KINDS)
    void whoSaysWhatTheyReadDeletesNothing(String kind, String table, String made) {
        Thing thing = Thing.make(kind, table, made, "tagged");
        String read = tag(get(thing.path(), admin()));

        assertThat(thing.behindAChange("DELETE", "", "If-Match", read).statusCode())
                .isEqualTo(412);
        assertThat(get(thing.path(), admin()).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = KINDS)
    void whoSendsNoTagDeletesWhatIsThere(String kind, String table, String made) {
        Thing thing = Thing.make(kind, table, made, "deleted");

        HttpResponse<String> answer = thing.behindAChange("DELETE", "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        assertThat(get(thing.path(), admin()).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = KINDS)
    void whoSendsNoTagChangesWhatIsThere(String kind, String table, String made, String changed) {
        Thing thing = Thing.make(kind, table, made, "changed");
        String[] property = changed.split("=");

        HttpResponse<String> answer =
                thing.behindAChange("PATCH", "{\"properties\":{\"%s\":\"%s\"}}".formatted(property[0], property[1]));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer).path("properties").path(property[0]).asString()).isEqualTo(property[1]);
    }
}
