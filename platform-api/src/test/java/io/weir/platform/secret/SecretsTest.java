package io.weir.platform.secret;

import static io.weir.platform.TestPlatform.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.platform.audit.AuditEntry;
import io.weir.platform.audit.AuditSearch;
import io.weir.support.identity.Identity;
import io.weir.support.identity.Scope;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;

/** Secrets as callers see them, and as a thief of the database does. */
class SecretsTest extends SecretCalls {

    @Test
    void propertiesAreSaidAndChangedWithoutTheValue() {
        String noted = body("noted", PLANTED + " of noted").replace("}", ",\"properties\":{\"team\":\"sales\"}}");
        HttpResponse<String> created = call("POST", "/api/v1/secrets", noted);
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(json(created).at("/properties/team").asString()).isEqualTo("sales");
        assertThat(json(create("unnoted")).path("properties").isEmpty()).isTrue();

        HttpResponse<String> changed =
                call("PATCH", "/api/v1/secrets/noted", "{\"properties\":{\"cost\":\"7\"}}", "If-Match", etag(created));
        assertThat(json(changed).path("properties").toString()).isEqualTo("{\"cost\":\"7\"}");
        assertThat(json(changed).path("updatedAt"))
                .as("of its value")
                .isEqualTo(json(created).path("updatedAt"));
        assertThat(call("PATCH", "/api/v1/secrets/noted", "{\"properties\":{}}", "If-Match", etag(created))
                        .statusCode())
                .isEqualTo(412);
        patch("noted", PLANTED + " another");
        HttpResponse<String> read = call("GET", "/api/v1/secrets/noted", "");
        assertThat(json(read).at("/properties/cost").asString()).isEqualTo("7");

        String tooLong = "{\"properties\":{\"note\":\"" + "x".repeat(1_001) + "\"}}";
        HttpResponse<String> refused = call("PATCH", "/api/v1/secrets/noted", tooLong);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(json(refused).at("/errors/0/field").asString()).isEqualTo("properties");
        assertThat(call("PATCH", "/api/v1/secrets/noted", "{\"properties\":{\"note\":null}}")
                        .statusCode())
                .isBetween(400, 422);
    }

    @Test
    void aSecretIsCreatedToldOfChangedAndDeleted() {
        HttpResponse<String> created = create("whole");
        assertThat(created.headers().firstValue("Location")).contains("/api/v1/secrets/whole");
        HttpResponse<String> read = call("GET", "/api/v1/secrets/whole", "");
        assertThat(json(read)).isEqualTo(json(created));
        assertThat(etag(read)).isEqualTo(etag(created));
        assertThat(json(read).propertyNames())
                .containsExactlyInAnyOrder("name", "owner", "properties", "keyId", "createdAt", "updatedAt");
        assertThat(json(read).path("owner").asString()).isEqualTo("local:test");
        assertThat(opened("whole")).isEqualTo(PLANTED + " of whole");
        assertThat(call("POST", "/api/v1/secrets", body("whole", "x")).statusCode())
                .isEqualTo(409);

        HttpResponse<String> changed = patch("whole", PLANTED + " \\u00e9 two", "If-Match", etag(read));
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(etag(changed)).isNotEqualTo(etag(read));
        assertThat(opened("whole")).isEqualTo(PLANTED + " é two");
        assertThat(call("DELETE", "/api/v1/secrets/whole", "", "If-Match", etag(read))
                        .statusCode())
                .isEqualTo(412);
        assertThat(call("DELETE", "/api/v1/secrets/whole", "").statusCode()).isEqualTo(204);
        for (String method : List.of("GET", "HEAD", "DELETE")) {
            assertThat(call(method, "/api/v1/secrets/whole", "").statusCode()).isEqualTo(404);
        }
        assertThat(code(patch("whole", "x"))).isEqualTo("secret-not-found");
        refusedToOpen("whole", SecretProblem.SECRET_NOT_FOUND);
    }

    @Test
    void listsAreReadPageByPage() {
        create("page-1");
        create("page-2");
        create("page-3");
        List<String> names = new ArrayList<>();
        String token = "";
        do {
            var page = json(call("GET", "/api/v1/secrets?limit=2" + token, ""));
            page.path("items").forEach(item -> names.add(item.path("name").asString()));
            token = page.has("nextPageToken")
                    ? "&pageToken=" + page.path("nextPageToken").asString()
                    : "";
        } while (!token.isEmpty());
        assertThat(names).isSorted().doesNotHaveDuplicates().contains("page-1", "page-2", "page-3");
    }

    @Test
    void concurrentChangesOfOneVersionAreOneChange() {
        String etag = etag(create("raced"));
        List<CompletableFuture<Integer>> calls = new ArrayList<>();
        for (int caller = 0; caller < 4; caller++) {
            String value = PLANTED + caller;
            calls.add(CompletableFuture.supplyAsync(
                    () -> patch("raced", value, "If-Match", etag).statusCode()));
        }
        assertThat(calls.stream().map(CompletableFuture::join).toList())
                .containsOnlyOnce(200)
                .containsOnly(200, 412);
    }

    @Test
    void noColumnOfTheDatabaseAndNoLineOfTheLogHasAValue(CapturedOutput output) {
        HttpResponse<String> first =
                call("POST", "/api/v1/secrets", body("planted", PLANTED), "Idempotency-Key", "planted-1");
        HttpResponse<String> again =
                call("POST", "/api/v1/secrets", body("planted", PLANTED), "Idempotency-Key", "planted-1");
        assertThat(json(again)).isEqualTo(json(first));
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        HttpResponse<String> other =
                call("POST", "/api/v1/secrets", body("planted", PLANTED + "!"), "Idempotency-Key", "planted-1");
        assertThat(code(other)).isEqualTo("idempotency-key-reused");
        patch("planted", PLANTED + " changed");
        assertThat(first.body() + again.body() + other.body()).doesNotContain("hunter2");
        assertThat(output).contains("/api/v1/secrets/planted").doesNotContain("hunter2");
        for (String table : tables()) {
            String text = rows(table);
            assertThat(text).as(table).doesNotContain("hunter2", hex(PLANTED), base64(PLANTED));
        }
        assertThat(rows("secret")).contains("planted");
        assertThat(rows("idempotency_key")).contains("planted-1");
    }

    private static List<String> tables() {
        return database()
                .sql("select table_name from information_schema.tables where table_schema = 'platform'")
                .query(String.class)
                .list();
    }

    /** All columns of all rows, as the server prints them: bytes in hex. */
    private static String rows(String table) {
        return database()
                .sql("select coalesce(string_agg(t::text, ' '), '') from " + table + " t")
                .query(String.class)
                .single();
    }

    private static String hex(String text) {
        return java.util.HexFormat.of().formatHex(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** Without its end, which depends on what follows. */
    private static String base64(String text) {
        return Base64.getEncoder()
                .encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .substring(0, 16);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"bad\",\"value\":hunter2}",
                "hunter2",
                "{\"name\":\"bad\",\"hunter2\":1}",
                "{\"name\":\"bad\",\"value\":[\"hunter2\"]}",
                "{\"name\":\"hunter2 in the wrong place\",\"value\":\"x\"}",
                "{\"name\":\"bad\",\"value\":\"hunter2 \\ud800\"}",
                "{\"name\":\"bad\",\"value\":\"\"}",
                "{\"name\":\"bad\"}"
            })
    void whatIsRefusedIsNotRepeated(String body, CapturedOutput output) {
        HttpResponse<String> refused = call("POST", "/api/v1/secrets", body);
        assertThat(refused.statusCode()).isBetween(400, 422);
        assertThat(json(refused).path("code").asString()).isNotEmpty();
        assertThat(refused.body()).doesNotContain("hunter2");
        assertThat(output).doesNotContain("hunter2");
        assertThat(call("GET", "/api/v1/secrets/bad", "").statusCode()).isEqualTo(404);
    }

    @Test
    void whoWasGrantedNothingMayNothing() {
        create("guarded");
        Identity bounded = new Identity("user:nobody", Scope.WRITE, List.of());
        for (String[] asked : new String[][] {
            {"GET", "/api/v1/secrets/guarded", ""},
            {"PATCH", "/api/v1/secrets/guarded", "{\"value\":\"x\"}"},
            {"DELETE", "/api/v1/secrets/guarded", ""},
            {"POST", "/api/v1/secrets", body("taken", "x")},
            {"POST", "/api/v1/secret-rotations", ""}
        }) {
            assertThat(callAs(bounded, asked[0], asked[1], asked[2]).statusCode())
                    .as(asked[0] + " " + asked[1])
                    .isEqualTo(403);
        }
        assertThat(json(callAs(bounded, "GET", "/api/v1/secrets", "")).path("items"))
                .isEmpty();
        Identity reader = new Identity("token:reader", Scope.READ);
        assertThat(callAs(reader, "PATCH", "/api/v1/secrets/guarded", "{\"value\":\"x\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(opened("guarded")).isEqualTo(PLANTED + " of guarded");
    }

    @Test
    void changesAreInTheAuditLogWithoutValues() {
        create("audited");
        patch("audited", PLANTED);
        AuditSearch own = new AuditSearch("local:test", null, null, null);
        await().untilAsserted(() -> assertThat(
                        platform.bean(io.weir.platform.audit.AuditEntries.class).list(own, null, 1000))
                .extracting(AuditEntry::path)
                .contains("/api/v1/secrets/audited"));
        assertThat(rows("audit_entry")).doesNotContain("hunter2");
    }
}
