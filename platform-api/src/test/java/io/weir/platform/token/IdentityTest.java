package io.weir.platform.token;

import static io.weir.platform.TestPlatform.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.platform.SignedInPlatform;
import io.weir.platform.TestPlatform;
import io.weir.platform.TestService;
import io.weir.support.request.ResourceIds;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

@ExtendWith({SignedInPlatform.class, OutputCaptureExtension.class})
class IdentityTest {

    private static SignedInPlatform.Running running;
    private static TestPlatform platform;

    @BeforeAll
    static void find(SignedInPlatform.Running shared) {
        running = shared;
        platform = shared.platform();
    }

    private static String admin() {
        return "Bearer " + running.admin();
    }

    private static HttpResponse<String> asked(String name, String scope) {
        String body = "{\"name\":\"%s\",\"scope\":\"%s\"}".formatted(name, scope);
        return platform.post("/api/v1/tokens", body, "Authorization", admin());
    }

    private static JsonNode create(String name, String scope) {
        HttpResponse<String> created = asked(name, scope);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(created.headers().firstValue("Cache-Control")).contains("no-store");
        return json(created);
    }

    private static HttpResponse<String> get(String path, String token) {
        return platform.get(path, "Authorization", "Bearer " + token);
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(json(answer).path("code").asString()).isEqualTo(code);
    }

    @Test
    void aTokenOpensUntilItIsRevoked() throws Exception {
        String token = create("deploy", "WRITE").path("token").asString();
        assertThat(get("/api/v1/tables", token).statusCode()).isEqualTo(200);
        assertThat(platform.post("/api/v1/pipelines", "{}", "Authorization", "bearer " + token)
                        .statusCode())
                .isEqualTo(200);
        assertThat(platform.delete("/api/v1/tokens/deploy", "Authorization", admin())
                        .statusCode())
                .isEqualTo(204);
        assertRefused(get("/api/v1/tables", token), 401, "unauthenticated");
        assertThat(platform.get("/api/v1/tokens/deploy", "Authorization", admin())
                        .statusCode())
                .isEqualTo(404);
        // The name is free again when every service knows that it was somebody's, and the old token stays void.
        await().untilAsserted(
                        () -> assertThat(asked("deploy", "WRITE").statusCode()).isEqualTo(201));
        assertRefused(get("/api/v1/tables", token), 401, "unauthenticated");
    }

    @Test
    void theTokenOfTheInstallationOpensUntilItIsRevokedForGood() throws Exception {
        assertThat(get("/api/v1/tokens", SignedInPlatform.GIVEN).statusCode()).isEqualTo(200);
        platform.bean(GivenToken.class).run(new DefaultApplicationArguments());
        assertThat(platform.delete("/api/v1/tokens/first-0123456789ab", "Authorization", admin())
                        .statusCode())
                .isEqualTo(204);
        assertRefused(get("/api/v1/tokens", SignedInPlatform.GIVEN), 401, "unauthenticated");
        platform.bean(GivenToken.class).run(new DefaultApplicationArguments());
        assertRefused(get("/api/v1/tokens", SignedInPlatform.GIVEN), 401, "unauthenticated");
    }

    @Test
    void aServiceIsToldTheCallerByATokenOfThePlatformsOwn() throws Exception {
        String token = create("reader", "READ").path("token").asString();
        String seen = json(get("/api/v1/tables", token)).path("seen").asString();
        assertThat(seen).startsWith("Bearer ey").doesNotContain(token);
        String claims = new String(Base64.getUrlDecoder().decode(seen.split("[ .]")[2]));
        assertThat(claims).contains("\"sub\":\"token:reader\"", "\"scope\":\"read\"");
    }

    @Test
    void aScopeBounds() throws Exception {
        String reader = create("scope-reader", "READ").path("token").asString();
        String writer = create("scope-writer", "WRITE").path("token").asString();
        assertRefused(platform.post("/api/v1/tables", "{}", "Authorization", "Bearer " + reader), 403, "forbidden");
        for (String administration :
                List.of("/api/v1/tokens", "/api/v1/tokens/x", "/api/v1/%74okens", "/api/v1/audit")) {
            assertRefused(get(administration, writer), 403, "forbidden");
        }
        String grab = "{\"name\":\"mine\",\"scope\":\"ADMIN\"}";
        assertRefused(platform.post("/api/v1/tokens", grab, "Authorization", "Bearer " + writer), 403, "forbidden");
    }

    @Test
    void anExpiredTokenIsVoid() throws Exception {
        Instant expiry = Instant.now().plusSeconds(3);
        String body = "{\"name\":\"brief\",\"scope\":\"READ\",\"expiresAt\":\"%s\"}".formatted(expiry);
        String token = json(platform.post("/api/v1/tokens", body, "Authorization", admin()))
                .path("token")
                .asString();
        int before = get("/api/v1/tables", token).statusCode();
        assertThat(before == 200 || Instant.now().isAfter(expiry))
                .as("good until it expires")
                .isTrue();
        await().untilAsserted(() -> assertRefused(get("/api/v1/tables", token), 401, "unauthenticated"));
    }

    private static HttpResponse<String> ending(String name, Object expiry, String... headers) {
        return platform.send(platform.request("/api/v1/tokens/" + name, headers)
                .header("Authorization", admin())
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString("{\"expiresAt\":\"" + expiry + "\"}")));
    }

    @Test
    void aTokenEndsWhenItIsTold() {
        String token = create("ending", "READ").path("token").asString();
        HttpResponse<String> read = platform.get("/api/v1/tokens/ending", "Authorization", admin());
        String tag = read.headers().firstValue("ETag").orElseThrow();

        assertThat(ending("ending", Instant.now().plus(Duration.ofDays(367))).statusCode())
                .isEqualTo(422);
        assertThat(ending("ending", Instant.now().minusSeconds(1)).statusCode()).isEqualTo(422);
        Instant soon = Instant.now().plusSeconds(4).truncatedTo(ChronoUnit.MILLIS);
        HttpResponse<String> told = ending("ending", soon, "If-Match", tag);
        assertThat(told.statusCode()).as(told.body()).isEqualTo(200);
        assertThat(Instant.parse(json(told).path("expiresAt").asString())).isEqualTo(soon);
        assertThat(ending("ending", soon.plusSeconds(60), "If-Match", tag).statusCode())
                .isEqualTo(412);
        await().untilAsserted(() -> assertRefused(get("/api/v1/tables", token), 401, "unauthenticated"));
        assertThat(Instant.now()).isAfterOrEqualTo(soon);
        HttpResponse<String> again = ending("ending", Instant.now().plusSeconds(60));
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(json(again).path("code").asString()).isEqualTo("token-expired");
        assertRefused(get("/api/v1/tables", token), 401, "unauthenticated");
    }

    @Test
    void almostATokenIsNone() throws Exception {
        String token = create("exact", "READ").path("token").asString();
        String id = token.split("_", 3)[1];
        List<String> others = new ArrayList<>(List.of(
                token + "A",
                token.substring(0, token.length() - 1),
                token.replace("weir_", "WEIR_"),
                "weir_" + id + "_" + "A".repeat(43),
                "weir_000000000000_" + token.substring(token.length() - 43),
                "weir_" + id.toUpperCase(java.util.Locale.ROOT) + "_" + token.substring(token.length() - 43),
                "' or '1'='1"));
        for (int index = token.length() - 43; index < token.length(); index += 7) {
            char other = token.charAt(index) == 'x' ? 'y' : 'x';
            others.add(token.substring(0, index) + other + token.substring(index + 1));
        }
        for (String other : others) {
            assertRefused(get("/api/v1/tables", other), 401, "unauthenticated");
        }
        assertRefused(platform.get("/api/v1/tables?token=" + token), 401, "unauthenticated");
        assertThat(get("/api/v1/tables", token).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/stores",
                "/api/v1/tables",
                "/api/v1/tokens",
                "/api/v1/audit",
                "/api/v1/health/detailed",
                "/actuator/prometheus",
                "/api/v1/nothing",
                "/console.js/..",
                "/v3/api-docs/../../api/v1/stores"
            })
    void whoSaysNothingIsToldNothing(String path) {
        int before = platform.metadata.calls();
        assertRefused(platform.get(path), 401, "unauthenticated");
        assertThat(platform.metadata.calls()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/health",
                "/api/v1/version",
                "/swagger-ui/index.html",
                "/v3/api-docs/platform/swagger-config",
                "/",
                "/console.js",
                "/dashboard",
                "/dashboard.js",
                "/page.js",
                "/actuator/health"
            })
    void healthVersionAndPagesAreForEverybody(String path) {
        assertThat(platform.get(path).statusCode()).as(path).isEqualTo(200);
        assertThat(platform.get(path, "Authorization", "Bearer nonsense").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"a b\",\"scope\":\"READ\"}",
                "{\"name\":\"../x\",\"scope\":\"READ\"}",
                "{\"name\":\"\",\"scope\":\"READ\"}",
                "{\"name\":\"late\",\"scope\":\"READ\",\"expiresAt\":\"2020-01-01T00:00:00Z\"}",
                "{\"name\":\"eternal\",\"scope\":\"READ\",\"expiresAt\":\"9999-01-01T00:00:00Z\"}",
            })
    void whatATokenMayNotBeIsSaid(String body) throws Exception {
        HttpResponse<String> answer = platform.post("/api/v1/tokens", body, "Authorization", admin());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(json(answer).path("errors")).isNotEmpty();
    }

    /** Mass assignment: what a caller does not decide is no field of the request. */
    @ParameterizedTest
    @ValueSource(strings = {"id", "createdBy", "createdAt", "token", "secretHash", "revokedAt"})
    void nothingElseOfATokenCanBeSet(String field) throws Exception {
        String body = "{\"name\":\"mass\",\"scope\":\"READ\",\"" + field + "\":\"2026-01-01T00:00:00Z\"}";
        assertThat(platform.post("/api/v1/tokens", body, "Authorization", admin())
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aNameIsGivenOnce() throws Exception {
        create("twice", "READ");
        HttpResponse<String> again =
                platform.post("/api/v1/tokens", "{\"name\":\"twice\",\"scope\":\"ADMIN\"}", "Authorization", admin());
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(json(again).path("code").asString()).isEqualTo("token-exists");
    }

    @Test
    void theTextOfATokenIsNowhere(CapturedOutput output) throws Exception {
        String token = create("hidden", "ADMIN").path("token").asString();
        String secret = token.substring(token.length() - 43);
        get("/api/v1/tokens/hidden", token);
        platform.get("/api/v1/tables", "Authorization", "Basic " + token);
        assertThat(get("/api/v1/tokens", token).body()).contains("hidden").doesNotContain(secret);
        assertThat(get("/actuator/prometheus", token).body()).doesNotContain(secret);
        assertThat(output.getAll()).doesNotContain(secret);
        JdbcTemplate jdbc = platform.bean(JdbcTemplate.class);
        for (String table : jdbc.queryForList(
                "select table_name from information_schema.tables where table_schema = 'platform'", String.class)) {
            List<Map<String, Object>> rows = jdbc.queryForList("select * from platform." + table);
            assertThat(rows.toString()).as(table).doesNotContain(secret);
        }
    }

    @Test
    void everyChangeAndEveryRefusalIsInTheAuditLog() throws Exception {
        String token = create("audited", "READ").path("token").asString();
        platform.post("/api/v1/tables", "{}", "Authorization", "Bearer " + token, "X-Request-Id", "audit-403");
        platform.get("/api/v1/tables/secret", "X-Request-Id", "audit-401");
        platform.get("/api/v1/tables", "Authorization", "Bearer " + token, "X-Request-Id", "audit-200");
        await().untilAsserted(() -> {
            String log = platform.get("/api/v1/audit?limit=1000", "Authorization", admin())
                    .body();
            assertThat(log).contains("audit-403", "audit-401").doesNotContain("audit-200");
        });
        JsonNode mine = json(platform.get("/api/v1/audit?caller=token:audited", "Authorization", admin()));
        assertThat(mine.path("items")).hasSize(1);
        assertThat(mine.at("/items/0/status").asInt()).isEqualTo(403);
        assertThat(mine.at("/items/0/method").asString()).isEqualTo("POST");
        assertThat(mine.at("/items/0/path").asString()).isEqualTo("/api/v1/tables");
        JsonNode made = json(platform.get("/api/v1/audit?caller=local:test&limit=1", "Authorization", admin()));
        assertThat(made.at("/items/0/path").asString()).isEqualTo("/api/v1/tokens");
        String next = made.path("nextPageToken").asString("");
        JsonNode older = json(platform.get("/api/v1/audit?limit=5&pageToken=" + next, "Authorization", admin()));
        assertThat(older.at("/items/0/id").asLong())
                .isLessThan(made.at("/items/0/id").asLong());
        assertThat(platform.get("/api/v1/audit?pageToken=x", "Authorization", admin())
                        .statusCode())
                .isEqualTo(422);
    }

    /** Its path names it only, and the next table may have that name. */
    @Test
    void anEntryOfTheAuditLogTellsWhichTableItsAnswerWasAbout() throws Exception {
        String table = UUID.randomUUID().toString();
        platform.metadata.on("/api/v1/tables/told", exchange -> {
            exchange.getResponseHeaders().set(ResourceIds.TABLE_ID_HEADER, table);
            TestService.answer(exchange, 200, "application/json", "{}");
        });
        String token = create("teller", "WRITE").path("token").asString();
        platform.post("/api/v1/tables/told/commits", "{}", "Authorization", "Bearer " + token);
        platform.post("/api/v1/tables/untold/commits", "{}", "Authorization", "Bearer " + token);

        await().untilAsserted(() -> {
            JsonNode entries = json(platform.get("/api/v1/audit?caller=token:teller", "Authorization", admin()));
            assertThat(entries.path("items")
                            .valueStream()
                            .map(entry -> entry.path("path").asString() + " "
                                    + entry.path("tableId").asString("none")))
                    .containsExactly("/api/v1/tables/untold/commits none", "/api/v1/tables/told/commits " + table);
        });
    }

    @Test
    void whatIsMadeBelongsToItsMaker() throws Exception {
        String token = create("owner", "WRITE").path("token").asString();
        String body = "{\"name\":\"owned\",\"kind\":\"DUCKDB\",\"properties\":{\"path\":\"x.duckdb\"}}";
        assertThat(platform.post("/api/v1/stores", body, "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(201);
        String owner = platform.bean(JdbcTemplate.class)
                .queryForObject("select owner from platform.store where name = 'owned'", String.class);
        assertThat(owner).isEqualTo("token:owner");
    }
}
