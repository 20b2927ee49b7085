package io.weir.platform.secret;

import static io.weir.platform.TestPlatform.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.weir.platform.TestPlatform;
import io.weir.platform.TestService;
import io.weir.platform.audit.AuditEntry;
import io.weir.platform.audit.AuditSearch;
import io.weir.platform.dependent.Departure;
import io.weir.platform.store.StoreChanges;
import io.weir.platform.store.StoreKind;
import io.weir.support.identity.Identity;
import io.weir.support.identity.LocalIdentity;
import io.weir.support.identity.Scope;
import io.weir.support.problem.ProblemException;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Secrets as callers see them, and as a thief of the database does. */
@ExtendWith(OutputCaptureExtension.class)
class SecretsTest {

    /** In every value, and so found wherever one leaks. */
    private static final String PLANTED = "hunter2-planted";

    @TempDir
    static Path dataDir;

    private static TestPlatform platform;
    private static Path keys;

    @BeforeAll
    static void start() {
        keys = dataDir.resolve("secrets/keys");
        platform = new TestPlatform(
                "weir.identity.enabled=true",
                "weir.secrets.make-keys=true",
                "weir.data-dir=" + dataDir,
                // All that Spring says of requests and statements.
                "logging.level.org.springframework.web=trace",
                "logging.level.org.springframework.jdbc=trace",
                "logging.level.io.weir=trace");
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    private static HttpResponse<String> call(String method, String path, String body, String... headers) {
        return callAs(new Identity("local:test", Scope.ADMIN), method, path, body, headers);
    }

    private static HttpResponse<String> callAs(
            Identity caller, String method, String path, String body, String... headers) {
        try {
            var request = platform.request(path, headers)
                    .header("Content-Type", "application/json")
                    .header("Authorization", "Bearer " + LocalIdentity.token(dataDir, caller));
            return platform.send(
                    request.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
        } catch (IOException noKeys) {
            throw new IllegalStateException(noKeys);
        }
    }

    private static String body(String name, String value) {
        return "{\"name\":\"" + name + "\",\"value\":\"" + value + "\"}";
    }

    private static HttpResponse<String> create(String name) {
        HttpResponse<String> created = call("POST", "/api/v1/secrets", body(name, PLANTED + " of " + name));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        return created;
    }

    private static HttpResponse<String> patch(String name, String value, String... headers) {
        return call("PATCH", "/api/v1/secrets/" + name, "{\"value\":\"" + value + "\"}", headers);
    }

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

    private static String etag(HttpResponse<String> response) {
        return response.headers().firstValue("ETag").orElseThrow();
    }

    private static String code(HttpResponse<String> response) {
        return json(response).path("code").asString();
    }

    private static String opened(String name) {
        return platform.bean(Vault.class).open(name).text();
    }

    private static void refusedToOpen(String name, SecretProblem problem) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> opened(name))
                .satisfies(refused -> assertThat(refused.problem()).isEqualTo(problem))
                .withMessageNotContaining(PLANTED);
    }

    private static JdbcClient database() {
        return platform.bean(JdbcClient.class);
    }

    private static String key(String id) {
        byte[] key = new byte[32];
        java.util.Arrays.fill(key, (byte) id.hashCode());
        return id + ":" + Base64.getEncoder().encodeToString(key);
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
    void valuesThatAreSwappedOrTamperedWithDoNotOpen() {
        create("swapped-1");
        create("swapped-2");
        create("tampered");
        create("renamed");
        database()
                .sql("update secret s set sealed = o.sealed from secret o where s.name in ('swapped-1', 'swapped-2')"
                        + " and o.name in ('swapped-1', 'swapped-2') and s.name <> o.name")
                .update();
        database()
                .sql(
                        "update secret set sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1) where name = 'tampered'")
                .update();
        database()
                .sql("update secret set name = 'renamed-2' where name = 'renamed'")
                .update();
        for (String name : List.of("swapped-1", "swapped-2", "tampered", "renamed-2")) {
            refusedToOpen(name, SecretProblem.SECRET_DAMAGED);
        }
        database()
                .sql("update secret set sealed = '\\x00' where name = 'tampered'")
                .update();
        refusedToOpen("tampered", SecretProblem.SECRET_DAMAGED);
        patch("tampered", PLANTED + " anew");
        assertThat(opened("tampered")).isEqualTo(PLANTED + " anew");
        for (String name : List.of("swapped-1", "swapped-2", "renamed-2")) {
            call("DELETE", "/api/v1/secrets/" + name, "");
        }
    }

    /** One test, since it takes the keys away that the others need. */
    @Test
    void keysAreChangedAndLost() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)))
                .isEqualTo("rw-------");
        String first = Files.readString(keys);
        create("rotated-1");
        create("rotated-2");
        try {
            Files.writeString(keys, key("k2") + "\n" + first);
            assertThat(json(create("rotated-3")).path("keyId").asString()).isEqualTo("k2");
            assertThat(opened("rotated-1")).isEqualTo(PLANTED + " of rotated-1");
            String before = etag(call("GET", "/api/v1/secrets/rotated-1", ""));

            var batch = json(call("POST", "/api/v1/secret-rotations?limit=1", ""));
            assertThat(batch.path("rotated").asInt()).isEqualTo(1);
            long remaining = batch.path("remaining").asLong();
            assertThat(remaining).isPositive();
            var rest = json(call("POST", "/api/v1/secret-rotations", ""));
            assertThat(rest.path("rotated").asLong()).isEqualTo(remaining);
            assertThat(rest.path("remaining").asLong()).isZero();
            assertThat(etag(call("GET", "/api/v1/secrets/rotated-1", ""))).isNotEqualTo(before);

            Files.writeString(keys, key("k2"));
            assertThat(opened("rotated-1")).isEqualTo(PLANTED + " of rotated-1");
            Files.writeString(keys, key("k3"));
            refusedToOpen("rotated-1", SecretProblem.SECRET_KEY_LOST);
            var lost = json(call("POST", "/api/v1/secret-rotations?limit=1", ""));
            assertThat(lost.path("rotated").asInt()).isZero();
            assertThat(lost.path("unreadable").toString()).contains("rotated-1", "rotated-2", "rotated-3");
            // A key of the same id that is another.
            Files.writeString(keys, key("k3").replaceFirst("k3", "k2"));
            refusedToOpen("rotated-1", SecretProblem.SECRET_DAMAGED);
            Files.writeString(keys, "k2:" + PLANTED);
            HttpResponse<String> malformed = call("POST", "/api/v1/secrets", body("never", PLANTED));
            assertThat(malformed.statusCode()).isEqualTo(503);
            assertThat(code(malformed)).isEqualTo("secret-keys-unusable");
            assertThat(malformed.headers().firstValue("Retry-After")).isPresent();
            assertThat(malformed.body()).doesNotContain("hunter2");
            Files.delete(keys);
            assertThat(code(patch("rotated-1", "x"))).isEqualTo("secret-keys-unusable");
            assertThat(call("GET", "/api/v1/secrets/rotated-1", "").statusCode())
                    .isEqualTo(200);
            platform.bean(FirstKey.class).run(new org.springframework.boot.DefaultApplicationArguments());
            assertThat(keys).as("no new key in place of a lost one").doesNotExist();
        } finally {
            Files.writeString(keys, first.strip() + "\n" + key("k2"));
            call("POST", "/api/v1/secret-rotations", "");
        }
        assertThat(opened("rotated-1")).isEqualTo(PLANTED + " of rotated-1");
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

    private static Map<String, String> hubs(String reference) {
        return Map.of("namespace", "localhost:1", "connectionString", reference);
    }

    private static String store(String name, String reference) {
        return new JsonMapper()
                .writeValueAsString(Map.of("name", name, "kind", "EVENTHUBS", "properties", hubs(reference)));
    }

    private static HttpResponse<String> turned(String store, String reference) {
        return call(
                "PATCH", "/api/v1/stores/" + store, "{\"properties\":{\"connectionString\":\"" + reference + "\"}}");
    }

    private static HttpResponse<String> value(Identity caller, String secret) {
        return callAs(caller, "POST", "/internal/v1/secrets/" + secret + "/value", "");
    }

    @Test
    void aSecretThatAStoreRefersToIsKept() {
        create("used");
        HttpResponse<String> missing = call("POST", "/api/v1/stores", store("users-1", "secret:not-there"));
        assertThat(missing.statusCode()).isEqualTo(422);
        assertThat(json(missing).at("/errors/0/field").asString()).isEqualTo("properties.connectionString");
        assertThat(call("POST", "/api/v1/stores", store("users-1", "secret:used"))
                        .statusCode())
                .isEqualTo(201);
        HttpResponse<String> refused = call("DELETE", "/api/v1/secrets/used", "");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(code(refused)).isEqualTo("secret-in-use");
        assertThat(json(refused).at("/users/0").asString()).isEqualTo("store users-1");
        assertThat(opened("used")).isEqualTo(PLANTED + " of used");
        HttpResponse<String> tested = call("POST", "/api/v1/stores/users-1/test-connection", "");
        assertThat(json(tested).path("detail").asString()).contains("does not answer");
        database().sql("update secret set sealed = '\\x00' where name = 'used'").update();
        tested = call("POST", "/api/v1/stores/users-1/test-connection", "");
        assertThat(json(tested).path("detail").asString()).contains("give it another value");
        assertThat(turned("users-1", "secret:not-there").statusCode()).isEqualTo(422);
        assertThat(turned("users-1", "env:HUBS").statusCode()).isEqualTo(200);
        assertThat(call("DELETE", "/api/v1/secrets/used", "").statusCode()).isEqualTo(204);
    }

    @Test
    void aTokenThatAStoreOfMotherDuckRefersToIsKept() {
        create("duck-token");
        String store = "{\"name\":\"duck\",\"kind\":\"MOTHERDUCK\","
                + "\"properties\":{\"database\":\"lake\",\"token\":\"secret:duck-token\"}}";
        assertThat(call("POST", "/api/v1/stores", store).statusCode()).isEqualTo(201);
        HttpResponse<String> refused = call("DELETE", "/api/v1/secrets/duck-token", "");
        assertThat(code(refused)).isEqualTo("secret-in-use");
        assertThat(json(refused).at("/users/0").asString()).isEqualTo("store duck");
        assertThat(opened("duck-token")).isEqualTo(PLANTED + " of duck-token");
        // Its token was found; who would sign in with it is away.
        HttpResponse<String> tested = call("POST", "/api/v1/stores/duck/test-connection", "");
        assertThat(json(tested).path("ok").asBoolean()).isFalse();
        assertThat(json(tested).path("detail").asString()).contains("worker");
    }

    @Test
    void theKeyOfKinesisIsTriedByAWorkerIfItIsThere() {
        create("kinesis-key");
        String store = """
                {"name":"events","kind":"KINESIS","properties":{"region":"eu-central-1","accessKeyId":"AKIA",
                 "endpoint":"https://kinesis.example.com:4567","secretAccessKey":"secret:kinesis-key"}}""";
        HttpResponse<String> made = call("POST", "/api/v1/stores", store);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(made.body()).contains("secret:kinesis-key").doesNotContain(PLANTED);
        workerSays(200, "{\"items\":[{\"path\":\"orders\",\"kind\":\"STREAM\"}]}");
        JsonNode tested = json(call("POST", "/api/v1/stores/events/test-connection", ""));
        assertThat(tested.path("ok").asBoolean()).isTrue();
        assertThat(tested.path("detail").asString()).isEqualTo("A worker signs in and finds orders first");
        workerSays(422, "{\"detail\":\"Kinesis in eu-central-1 does not let AKIA in\"}");
        JsonNode refused = json(call("POST", "/api/v1/stores/events/test-connection", ""));
        assertThat(refused.path("ok").asBoolean()).isFalse();
        assertThat(refused.path("detail").asString()).isEqualTo("Kinesis in eu-central-1 does not let AKIA in");
    }

    private static void workerSays(int status, String body) {
        platform.ingest.on(
                "/api/v1/stores/events/entities",
                exchange -> TestService.answer(exchange, status, "application/json", body));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    KAFKA           | "bootstrapServers":"localhost:9092","securityProtocol":"SASL_SSL","username":"u" | password
                    SCHEMA_REGISTRY | "url":"http://localhost:8081","username":"u"          | password
                    FILES           | "path":"s3://captures/sales","accessKeyId":"reader"   | secretAccessKey
                    KINESIS         | "region":"eu-central-1","accessKeyId":"reader"        | secretAccessKey
                    FILES           | "path":"gs://captures/sales"                          | serviceAccountKey
                    FILES           | "path":"abfss://captures@sales.dfs.core.windows.net/sales" | accountKey
                    FILES           | "path":"abfss://captures@sales.dfs.core.windows.net/sales" | sharedAccess
                    """)
    void aSecretIsKeptForWhateverPropertyRefersToIt(String kind, String properties, String property) {
        String name = "of-" + UUID.randomUUID();
        create(name);
        HttpResponse<String> made =
                call("POST", "/api/v1/stores", """
                {"name":"%s","kind":"%s","properties":{%s,"%s":"secret:%s"}}""".formatted(name, kind, properties, property, name));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);

        assertThat(code(call("DELETE", "/api/v1/secrets/" + name, ""))).isEqualTo("secret-in-use");
        assertThat(opened(name)).isEqualTo(PLANTED + " of " + name);
        assertThat(json(value(new Identity("service:ingest-worker", Scope.WRITE), name))
                        .path("value")
                        .asString())
                .isEqualTo(PLANTED + " of " + name);
    }

    /** Each order is made certain: the second is seen to wait before the first is done. */
    @Test
    void aStoreAndTheRemovalOfItsSecretExcludeEachOther() {
        create("contested-1");
        var removal = firstThen(
                () -> platform.bean(StoreChanges.class)
                        .add("contester-1", StoreKind.EVENTHUBS, hubs("secret:contested-1"), "test"),
                () -> call("DELETE", "/api/v1/secrets/contested-1", ""));
        assertThat(code(removal)).isEqualTo("secret-in-use");
        assertThat(opened("contested-1")).isEqualTo(PLANTED + " of contested-1");

        create("contested-2");
        var store = firstThen(
                () -> removed("contested-2"),
                () -> call("POST", "/api/v1/stores", store("contester-2", "secret:contested-2")));
        assertThat(json(store).at("/errors/0/field").asString()).isEqualTo("properties.connectionString");
        assertThat(call("GET", "/api/v1/stores/contester-2", "").statusCode()).isEqualTo(404);

        create("contested-3");
        var change = firstThen(() -> removed("contested-3"), () -> turned("contester-1", "secret:contested-3"));
        assertThat(change.statusCode()).isEqualTo(422);
        assertThat(opened("contested-1")).as("still referred to").isEqualTo(PLANTED + " of contested-1");
    }

    private static void removed(String secret) {
        platform.bean(SecretRemoval.class)
                .remove(platform.bean(Secrets.class).get(secret), Departure.alone(known -> true));
    }

    /** What the second answers, which began when the first was about to commit. */
    private static HttpResponse<String> firstThen(Runnable first, Supplier<HttpResponse<String>> second) {
        return platform.bean(TransactionTemplate.class)
                .execute(begun -> {
                    first.run();
                    var called = CompletableFuture.supplyAsync(second);
                    await().until(() -> database()
                            .sql("select exists (select from pg_stat_activity where datname = current_database()"
                                    + " and wait_event_type = 'Lock')")
                            .query(Boolean.class)
                            .single());
                    return called;
                })
                .join();
    }

    @Test
    void valuesAreToldToTheIngestWorkerAlone(CapturedOutput output) {
        create("told");
        Identity worker = new Identity("service:ingest-worker", Scope.WRITE);
        assertThat(value(worker, "told").statusCode())
                .as("no store refers to it")
                .isEqualTo(404);
        call("POST", "/api/v1/stores", store("teller", "secret:told"));
        HttpResponse<String> told = value(worker, "told");
        assertThat(json(told).path("value").asString()).isEqualTo(PLANTED + " of told");
        assertThat(told.headers().firstValue("Cache-Control")).contains("no-store");
        for (Identity other : List.of(
                new Identity("local:admin", Scope.ADMIN),
                new Identity("token:service:ingest-worker", Scope.ADMIN),
                new Identity("service:lineage-service", Scope.WRITE),
                new Identity("service:ingest-worker", Scope.WRITE, List.of()))) {
            HttpResponse<String> refused = value(other, "told");
            assertThat(refused.statusCode()).as(other.name()).isEqualTo(403);
            assertThat(refused.body()).doesNotContain("hunter2");
        }
        assertThat(platform.send(platform.request("/internal/v1/secrets/told/value")
                                .POST(BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(401);
        assertThat(output).doesNotContain("hunter2");
    }

    @Test
    void whoMayNotUseASecretMayNotHaveAStoreUseIt() {
        create("foreign");
        call("POST", "/api/v1/roles", "{\"name\":\"stores\"}");
        call(
                "POST",
                "/api/v1/grants",
                "{\"role\":\"stores\",\"privilege\":\"MANAGE\",\"kind\":\"STORE\",\"name\":\"*\"}");
        Identity keeper = new Identity("user:keeper", Scope.WRITE, List.of("stores"));
        assertThat(callAs(keeper, "POST", "/api/v1/stores", store("own", "env:OWN"))
                        .statusCode())
                .isEqualTo(201);
        HttpResponse<String> made = callAs(keeper, "POST", "/api/v1/stores", store("thief", "secret:foreign"));
        assertThat(made.statusCode()).isEqualTo(403);
        String turned = "{\"properties\":{\"connectionString\":\"secret:foreign\"}}";
        assertThat(callAs(keeper, "PATCH", "/api/v1/stores/own", turned).statusCode())
                .isEqualTo(403);
        call("POST", "/api/v1/stores", store("admins", "secret:foreign"));
        String away = "{\"properties\":{\"namespace\":\"evil.example\"}}";
        assertThat(callAs(keeper, "PATCH", "/api/v1/stores/admins", away).statusCode())
                .isEqualTo(403);
    }
}
