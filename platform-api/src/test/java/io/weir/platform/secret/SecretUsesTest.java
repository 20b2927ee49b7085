package io.weir.platform.secret;

import static io.weir.platform.TestPlatform.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.platform.TestService;
import io.weir.platform.dependent.Departure;
import io.weir.platform.store.StoreChanges;
import io.weir.platform.store.StoreKind;
import io.weir.support.identity.Identity;
import io.weir.support.identity.Scope;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Secrets that stores refer to, and who is told their values. */
class SecretUsesTest extends SecretCalls {

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
