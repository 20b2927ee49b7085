package io.weir.platform.audit;

import static io.weir.platform.TestPlatform.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.weir.platform.SignedInPlatform;
import io.weir.platform.TestPlatform;
import io.weir.platform.TestService;
import io.weir.support.identity.Identity;
import io.weir.support.identity.LocalIdentity;
import io.weir.support.identity.Scope;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What an auditor asks: who made this, what became of it, and what happened that night. */
@ExtendWith(SignedInPlatform.class)
class AuditTest {

    private static SignedInPlatform.Running running;
    private static TestPlatform platform;

    @BeforeAll
    static void find(SignedInPlatform.Running shared) {
        running = shared;
        platform = shared.platform();
    }

    private static HttpResponse<String> asked(String query) {
        return platform.get("/api/v1/audit?" + query, "Authorization", "Bearer " + running.admin());
    }

    private static int call(String method, String path, String body) {
        return platform.send(platform.request(path)
                        .header("Authorization", "Bearer " + running.admin())
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body)))
                .statusCode();
    }

    private static List<String> entries(String query) {
        return json(asked(query))
                .path("items")
                .valueStream()
                .map(AuditTest::words)
                .toList();
    }

    private static String words(JsonNode entry) {
        return "%s %s %s %s"
                .formatted(
                        entry.path("method").asString(),
                        entry.path("path").asString(),
                        entry.path("status").asInt(),
                        entry.path("created").asString("none"));
    }

    @Test
    void whoMadeAThingIsFoundByItsPath() {
        assertThat(call("POST", "/api/v1/roles", "{\"name\":\"audit-made\"}")).isEqualTo(201);
        assertThat(call("POST", "/api/v1/roles", "{\"name\":\"audit-made\"}")).isEqualTo(409);
        assertThat(call("POST", "/api/v1/roles", "{\"name\":\"audit-made-too\"}"))
                .isEqualTo(201);
        assertThat(call("PATCH", "/api/v1/roles/audit-made", "{\"description\":\"May look\"}"))
                .isEqualTo(200);
        assertThat(call("DELETE", "/api/v1/roles/audit-made", "")).isEqualTo(204);

        await().untilAsserted(() -> assertThat(entries("resource=/api/v1/roles/audit-made"))
                .containsExactly(
                        "DELETE /api/v1/roles/audit-made 204 none",
                        "PATCH /api/v1/roles/audit-made 200 none",
                        "POST /api/v1/roles 201 /api/v1/roles/audit-made"));
    }

    /** An issuer may name a caller as it likes; whatever the database cannot keep, the entries before and after it are kept. */
    @ParameterizedTest
    @CsvSource({"nul,1", "long,3000"})
    void whatCannotBeWrittenDownKeepsNoOtherEntryWaiting(String name, int letters) {
        String caller = letters == 1 ? "user:\0" : "user:" + incompressible(letters);
        AuditLog log = platform.bean(AuditLog.class);
        double lost = lost();
        List<AuditEntry> entries = List.of(
                entry("user:before", name),
                entry(caller, name),
                entry("user:between", name),
                entry(caller, name),
                entry("user:after", name));

        entries.forEach(entry -> log.record(entry, true));

        await().untilAsserted(() -> assertThat(json(asked("resource=/api/v1/roles/audit-" + name))
                        .path("items")
                        .valueStream()
                        .map(entry -> entry.path("caller").asString()))
                .containsExactly("user:after", "user:between", "user:before"));
        assertThat(lost() - lost).isEqualTo(2);
    }

    private static AuditEntry entry(String caller, String name) {
        String path = "/api/v1/roles/audit-" + name;
        return new AuditEntry(0, Instant.now(), caller, "PATCH", path, 200, "r", "127.0.0.1", null, null);
    }

    /** An index has what it can compress, though it be longer. */
    private static String incompressible(int letters) {
        StringBuilder text = new StringBuilder();
        new Random(1).ints(letters, '!', '~').forEach(text::appendCodePoint);
        return text.toString();
    }

    private static double lost() {
        return platform.bean(MeterRegistry.class)
                .counter("weir.audit.lost", "why", "unwritable")
                .count();
    }

    /** Whoever has the keys may name a caller as they like: what is kept is no longer, and is not another's that begins so. */
    @Test
    void aLongNameIsKeptShortened() throws IOException {
        String name = incompressible(2_500);
        String token = LocalIdentity.token(running.dataDir(), new Identity("local:" + name, Scope.ADMIN));
        String other = LocalIdentity.token(running.dataDir(), new Identity("local:" + name + "!", Scope.ADMIN));
        double lost = lost();
        for (String bearer : List.of(token, other)) {
            assertThat(platform.delete("/api/v1/roles/audit-of-a-long-name", "Authorization", "Bearer " + bearer)
                            .statusCode())
                    .isEqualTo(404);
        }

        await().untilAsserted(() -> assertThat(entries("resource=/api/v1/roles/audit-of-a-long-name"))
                .hasSize(2));
        assertThat(json(asked("resource=/api/v1/roles/audit-of-a-long-name"))
                        .path("items")
                        .valueStream()
                        .map(entry -> entry.path("caller").asString()))
                .allSatisfy(caller -> assertThat(caller).startsWith("local:" + name.substring(0, 200)))
                .allSatisfy(caller -> assertThat(caller).hasSizeLessThan(300))
                .doesNotHaveDuplicates();
        assertThat(lost() - lost).isZero();
    }

    /** It is refused before anybody asks who calls. */
    @Test
    void aCallOfAPageOfAnotherOriginIsTold() {
        HttpResponse<String> refused =
                platform.post("/api/v1/roles/audit-elsewhere", "{}", "Origin", "https://elsewhere.example.com");
        assertThat(refused.statusCode()).isEqualTo(403);

        await().untilAsserted(() -> assertThat(entries("resource=/api/v1/roles/audit-elsewhere"))
                .containsExactly("POST /api/v1/roles/audit-elsewhere 403 none"));
    }

    /** It is read of the answer, so that whatever a service makes is told, too. */
    @Test
    void whatAServiceMadeIsTold() {
        platform.ingest.on("/api/v1/compute-pools", exchange -> {
            exchange.getResponseHeaders().set("Location", "/api/v1/compute-pools/audit%2Fpool");
            TestService.answer(exchange, 201, "application/json", "{}");
        });
        assertThat(call("POST", "/api/v1/compute-pools", "{}")).isEqualTo(201);

        await().untilAsserted(() -> assertThat(entries("resource=/api/v1/compute-pools/audit%252Fpool"))
                .containsExactly("POST /api/v1/compute-pools 201 /api/v1/compute-pools/audit%2Fpool"));
    }

    @Test
    void whatIsBelowAThingIsAboutItAndItsNeighbourIsNot() {
        for (String path : List.of("audit_a", "audit_a/stop", "audit_ab/stop", "auditxa/stop")) {
            call("POST", "/api/v1/pipelines/" + path, "");
        }

        // They are written in the order of the calls.
        await().untilAsserted(() ->
                assertThat(entries("resource=/api/v1/pipelines/auditxa")).hasSize(1));
        assertThat(entries("resource=/api/v1/pipelines/audit_a"))
                .extracting(entry -> entry.split(" ")[1])
                .containsExactly("/api/v1/pipelines/audit_a/stop", "/api/v1/pipelines/audit_a");
    }

    @Test
    void whatHappenedMeanwhileIsFoundPageByPage() {
        for (String name : List.of("audit-1", "audit-2", "audit-3", "audit-4")) {
            assertThat(call("DELETE", "/api/v1/roles/" + name, "")).isEqualTo(404);
        }
        await().untilAsserted(() ->
                assertThat(entries("resource=/api/v1/roles/audit-4")).hasSize(1));
        String since = at("audit-2");
        String until = at("audit-4");
        String between = "resource=/api/v1/roles&since=" + since + "&until=" + until;

        JsonNode first = json(asked(between + "&limit=1"));
        JsonNode second = json(asked(
                between + "&limit=1&pageToken=" + first.path("nextPageToken").asString()));

        assertThat(first.at("/items/0/path").asString()).isEqualTo("/api/v1/roles/audit-3");
        assertThat(second.at("/items/0/path").asString()).isEqualTo("/api/v1/roles/audit-2");
        assertThat(second.has("nextPageToken")).isFalse();
    }

    private static String at(String role) {
        return json(asked("resource=/api/v1/roles/" + role)).at("/items/0/at").asString();
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "resource | stores/broker",
                "resource | /api/v1/",
                "resource | /api/v1/stores/",
                "resource | /api/v1/stores/a b",
                "since | 1969-12-31T23:59:59Z",
                "until | +100000-01-01T00:00:00Z",
            })
    void whatCanBeInNoEntryIsRefusedByName(String field, String value) {
        HttpResponse<String> answer = asked(field + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(json(answer).at("/errors/0/field").asString()).isEqualTo(field);
        assertThat(json(answer).at("/errors/0/allowed").asString()).isNotEmpty();
    }

    @Test
    void timesThatHoldNothingAreRefused() {
        HttpResponse<String> answer = asked("since=2026-01-02T00:00:00Z&until=2026-01-01T00:00:00Z");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(json(answer).at("/errors/0/field").asString()).isEqualTo("until");
    }
}
