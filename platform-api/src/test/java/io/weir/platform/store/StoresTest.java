package io.weir.platform.store;

import static io.weir.platform.TestPlatform.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.platform.TestService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Stores as callers make, change and lose them. */
class StoresTest extends StoreCalls {

    @Test
    void aStoreIsCreatedReadListedAndDeleted() {
        HttpResponse<String> created = create("broker-1", "KAFKA", "{\"bootstrapServers\":\"localhost:9092\"}");
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().firstValue("Location")).contains("/api/v1/stores/broker-1");
        HttpResponse<String> read = platform.get("/api/v1/stores/broker-1");
        assertThat(json(read)).isEqualTo(json(created));
        assertThat(read.headers().firstValue("ETag"))
                .isEqualTo(created.headers().firstValue("ETag"))
                .isPresent();
        assertThat(json(read).at("/properties/bootstrapServers").asString()).isEqualTo("localhost:9092");
        assertThat(platform.delete("/api/v1/stores/broker-1").statusCode()).isEqualTo(204);
        HttpResponse<String> gone = platform.get("/api/v1/stores/broker-1");
        assertThat(gone.statusCode()).isEqualTo(404);
        assertThat(json(gone).path("code").asString()).isEqualTo("store-not-found");
        assertThat(platform.delete("/api/v1/stores/broker-1").statusCode()).isEqualTo(404);
    }

    @Test
    void anUnchangedStoreIsNotSentAgain() {
        String etag =
                createFile("cached", "c.duckdb").headers().firstValue("ETag").orElseThrow();
        assertThat(platform.get("/api/v1/stores/cached", "If-None-Match", etag).statusCode())
                .isEqualTo(304);
    }

    @Test
    void aNameIsTakenOnce() {
        assertThat(createFile("twice", "a.duckdb").statusCode()).isEqualTo(201);
        HttpResponse<String> second = createFile("twice", "b.duckdb");
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(json(second).path("code").asString()).isEqualTo("store-exists");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "n1 | KAFKA  | {}                                            | properties.bootstrapServers",
                "n2 | KAFKA  | {\"bootstrapServers\":\"nowhere\"}            | properties.bootstrapServers",
                "na | KAFKA  | {\"bootstrapServers\":\"b:1,169.254.169.254:80\"} | properties.bootstrapServers",
                "ka | KAFKA  | {\"bootstrapServers\":\"h:1\",\"securityProtocol\":\"TLS\"} | properties.securityProtocol",
                "kb | KAFKA  | {\"bootstrapServers\":\"h:1\",\"securityProtocol\":\"SASL_SSL\"} | properties.username",
                "kc | KAFKA  | {\"bootstrapServers\":\"h:1\",\"securityProtocol\":\"SASL_SSL\",\"username\":\"u\","
                        + "\"password\":\"hunter2\"} | properties.password",
                "kd | KAFKA  | {\"bootstrapServers\":\"h:1\",\"securityProtocol\":\"SASL_SSL\",\"username\":\"u\","
                        + "\"password\":\"env:PATH\"} | properties.password",
                "ke | KAFKA  | {\"bootstrapServers\":\"h:1\",\"securityProtocol\":\"SASL_SSL\",\"username\":\"u\","
                        + "\"password\":\"secret:none\"} | properties.password",
                "kf | KAFKA  | {\"bootstrapServers\":\"h:1\",\"securityProtocol\":\"SASL_SSL\",\"username\":\"u\","
                        + "\"saslMechanism\":\"GSSAPI\",\"password\":\"secret:a\"} | properties.saslMechanism",
                "kg | KAFKA  | {\"bootstrapServers\":\"h:1\",\"username\":\"u\"} | properties.username",
                "kh | KAFKA  | {\"bootstrapServers\":\"h:1\",\"securityProtocol\":\"SASL_SSL\",\"username\":\"u\","
                        + "\"saslMechanism\":\"OAUTHBEARER\",\"password\":\"secret:a\"} | properties.tokenEndpoint",
                "ki | KAFKA  | {\"bootstrapServers\":\"h:1\",\"securityProtocol\":\"SASL_SSL\",\"username\":\"u\","
                        + "\"password\":\"secret:a\",\"tokenEndpoint\":\"https://h/t\"} | properties.tokenEndpoint",
                "kj | KAFKA  | {\"bootstrapServers\":\"h:1\",\"securityProtocol\":\"SASL_SSL\",\"username\":\"u\","
                        + "\"saslMechanism\":\"OAUTHBEARER\",\"password\":\"secret:a\","
                        + "\"tokenEndpoint\":\"http://169.254.169.254/t\"} | properties.tokenEndpoint",
                "nb | EVENTHUBS | {\"namespace\":\"10.0.0.1\",\"connectionString\":\"env:A\"} | properties.namespace",
                "e1 | EVENTHUBS | {\"namespace\":\"h\"} | properties.connectionString",
                "e2 | EVENTHUBS | {\"namespace\":\"h\",\"connectionString\":\"Key=hunter2\"}"
                        + " | properties.connectionString",
                "n3 | KAFKA  | {\"bootstrapServers\":\"h:1\",\"password\":\"hunter2\"} | properties.password",
                "n4 | DUCKDB | {\"path\":\"../../etc/x\"}                    | properties.path",
                "n6 | DUCKDB | {\"path\":\"x.duckdb;session_init_sql_file=/x\"} | properties.path",
                "n7 | DUCKDB | {\"path\":\"folder/Weir.duckdb\"}           | properties.path",
                "n5 | DUCKDB | {\"path\":\"folder/\"}                        | properties.path",
                "m1 | MOTHERDUCK | {\"database\":\"md:lake\",\"token\":\"env:A\"}     | properties.database",
                "m4 | MOTHERDUCK | {\"database\":\"Weir\",\"token\":\"env:A\"}        | properties.database",
                "m2 | MOTHERDUCK | {\"database\":\"lake\",\"token\":\"hunter2\"}     | properties.token",
                "m3 | MOTHERDUCK | {\"database\":\"lake\",\"token\":\"secret:none\"} | properties.token",
                "p1 | POSTGRES | {\"database\":\"d\",\"username\":\"u\",\"password\":\"secret:a\"} | properties.address",
                "p2 | POSTGRES | {\"address\":\"h:1/x?a=b\",\"database\":\"d\",\"username\":\"u\",\"password\":\"secret:a\"}"
                        + " | properties.address",
                "p3 | POSTGRES | {\"address\":\"169.254.169.254\",\"database\":\"d\",\"username\":\"u\","
                        + "\"password\":\"secret:a\"} | properties.address",
                "p4 | POSTGRES | {\"address\":\"[::1]:5432\",\"database\":\"d\",\"username\":\"u\","
                        + "\"password\":\"secret:a\"} | properties.address",
                "p5 | POSTGRES | {\"address\":\"h\",\"database\":\"d\",\"username\":\"u\",\"password\":\"hunter2\"}"
                        + " | properties.password",
                "p6 | POSTGRES | {\"address\":\"h\",\"database\":\"d\",\"username\":\"u\",\"password\":\"env:A\"}"
                        + " | properties.password",
                "p7 | POSTGRES | {\"address\":\"h\",\"database\":\"d\",\"username\":\"u\",\"password\":\"secret:none\"}"
                        + " | properties.password",
                "p8 | POSTGRES | {\"address\":\"h\",\"database\":\"d\",\"username\":\"u\",\"password\":\"secret:a\","
                        + "\"sslMode\":\"allow\"} | properties.sslMode",
                "f1 | FILES | {}                                         | properties.path",
                "f2 | FILES | {\"path\":\"relative\"}                 | properties.path",
                "f3 | FILES | {\"path\":\"/data/../etc\"}            | properties.path",
                "f4 | FILES | {\"path\":\"s3:/sales\"}               | properties.path",
                "f5 | FILES | {\"path\":\"s3://sales/a\",\"secretAccessKey\":\"secret:a\"} | properties.accessKeyId",
                "f6 | FILES | {\"path\":\"s3://sales/a\",\"accessKeyId\":\"a\",\"secretAccessKey\":\"hunter2\"}"
                        + " | properties.secretAccessKey",
                "f7 | FILES | {\"path\":\"abfss://c0c@acc.dfs.core.windows.net/a\",\"accountKey\":\"env:A\"}"
                        + " | properties.accountKey",
                "f8 | FILES | {\"path\":\"abfss://c0c@acc.dfs.core.windows.net/a\",\"accountKey\":\"secret:a\","
                        + "\"sharedAccess\":\"secret:b\"} | properties.accountKey",
                "f9 | FILES | {\"path\":\"gs://sales/a\",\"serviceAccountKey\":\"secret:a\","
                        + "\"endpoint\":\"http://169.254.169.254\"} | properties.endpoint",
                "fa | FILES | {\"path\":\"/data\",\"accountKey\":\"secret:a\"} | properties.accountKey",
                "k1 | KINESIS | {\"accessKeyId\":\"a\",\"secretAccessKey\":\"secret:a\"} | properties.region",
                "k2 | KINESIS | {\"region\":\"eu-central\",\"accessKeyId\":\"a\",\"secretAccessKey\":\"secret:a\"} | properties.region",
                "k3 | KINESIS | {\"region\":\"x.example.com/?-1\",\"accessKeyId\":\"a\",\"secretAccessKey\":\"secret:a\"} | properties.region",
                "k4 | KINESIS | {\"region\":\"eu-central-1\",\"secretAccessKey\":\"secret:a\"} | properties.accessKeyId",
                "k5 | KINESIS | {\"region\":\"eu-central-1\",\"accessKeyId\":\"a\"} | properties.secretAccessKey",
                "k6 | KINESIS | {\"region\":\"eu-central-1\",\"accessKeyId\":\"a\",\"secretAccessKey\":\"hunter2\"} | properties.secretAccessKey",
                "k7 | KINESIS | {\"region\":\"eu-central-1\",\"accessKeyId\":\"a\",\"secretAccessKey\":\"env:A\"} | properties.secretAccessKey",
                "k8 | KINESIS | {\"region\":\"eu-central-1\",\"accessKeyId\":\"a\",\"secretAccessKey\":\"secret:none\"} | properties.secretAccessKey",
                "k9 | KINESIS | {\"region\":\"eu-central-1\",\"accessKeyId\":\"a\","
                        + "\"secretAccessKey\":\"secret:a\",\"endpoint\":\"http://169.254.169.254:80\"} | properties.endpoint",
                "kk | KINESIS | {\"region\":\"eu-central-1\",\"accessKeyId\":\"a\","
                        + "\"secretAccessKey\":\"secret:a\",\"endpoint\":\"https://u:hunter@h\"} | properties.endpoint",
                "kl | KINESIS | {\"region\":\"eu-central-1\",\"accessKeyId\":\"a\","
                        + "\"secretAccessKey\":\"secret:a\",\"stream\":\"orders\"} | properties.stream",
                "za | AZURE_SCHEMA_REGISTRY | {}                            | properties.namespace",
                "zb | AZURE_SCHEMA_REGISTRY | {\"namespace\":\"theirs.servicebus.windows.net\"} | properties.namespace",
                "r1 | SCHEMA_REGISTRY | {}                                  | properties.url",
                "r2 | SCHEMA_REGISTRY | {\"url\":\"ftp://h\"}           | properties.url",
                "r3 | SCHEMA_REGISTRY | {\"url\":\"http://u:hunter@h\"} | properties.url",
                "r4 | SCHEMA_REGISTRY | {\"url\":\"http://169.254.169.254/latest\"} | properties.url",
                "r5 | SCHEMA_REGISTRY | {\"url\":\"http://[fc00::1]:80\"} | properties.url",
                "r6 | SCHEMA_REGISTRY | {\"url\":\"https://h\",\"password\":\"secret:a\"} | properties.password",
                "r7 | SCHEMA_REGISTRY | {\"url\":\"https://h\",\"username\":\"u\",\"password\":\"hunter2\"}"
                        + " | properties.password",
                "r8 | SCHEMA_REGISTRY | {\"url\":\"https://h\",\"username\":\"u\",\"password\":\"env:A\"}"
                        + " | properties.password",
                "a/b | DUCKDB | {\"path\":\"x.duckdb\"}                      | name",
            })
    void badPropertiesAreRefusedByName(String name, String kind, String properties, String field) {
        HttpResponse<String> refused = create(name, kind, properties);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(json(refused).path("code").asString()).isEqualTo("invalid-request");
        assertThat(json(refused).at("/errors/0/field").asString()).isEqualTo(field);
        assertThat(json(refused).at("/errors/0/allowed").asString()).isNotBlank();
        assertThat(refused.body()).doesNotContain("hunter2");
        assertThat(platform.get("/api/v1/stores/n3").statusCode()).isEqualTo(404);
    }

    @Test
    void anUnknownKindIsRefused() {
        HttpResponse<String> refused = create("k", "CARRIER_PIGEON", "{}");
        assertThat(refused.statusCode()).isBetween(400, 422);
        assertThat(json(refused).at("/errors/0/field").asString()).isEqualTo("kind");
    }

    @Test
    void malformedJsonIsAProblem() {
        HttpResponse<String> refused = platform.post("/api/v1/stores", "{\"name\": ");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).path("code").asString()).isEqualTo("malformed-request");
    }

    @Test
    void listsAreReadPageByPage() {
        for (int number = 0; number < 5; number++) {
            createFile("page-" + number, "p" + number + ".duckdb");
        }
        List<String> names = new ArrayList<>();
        String token = "";
        do {
            var page = json(platform.get("/api/v1/stores?limit=2" + token));
            page.path("items").forEach(item -> names.add(item.path("name").asString()));
            token = page.has("nextPageToken")
                    ? "&pageToken=" + page.path("nextPageToken").asString()
                    : "";
        } while (!token.isEmpty());
        assertThat(names).isSorted().doesNotHaveDuplicates().contains("page-0", "page-4");
        assertThat(platform.get("/api/v1/stores?limit=0").statusCode()).isEqualTo(422);
    }

    @Test
    void thoseOfAKindAreListed() {
        createFile("kinds-a", "a.duckdb");
        createFile("kinds-c", "c.duckdb");
        String broker = "{\"name\":\"kinds-b\",\"kind\":\"KAFKA\",\"properties\":{\"bootstrapServers\":\"h:1\"}}";
        assertThat(platform.post("/api/v1/stores", broker).statusCode()).isEqualTo(201);

        JsonNode first = json(platform.get("/api/v1/stores?prefix=kinds-&kind=DUCKDB&limit=1"));
        String next = "&pageToken=" + first.path("nextPageToken").asString();
        JsonNode second = json(platform.get("/api/v1/stores?prefix=kinds-&kind=DUCKDB&limit=1" + next));

        assertThat(first.at("/items/0/name").asString()).isEqualTo("kinds-a");
        assertThat(second.at("/items/0/name").asString()).isEqualTo("kinds-c");
        assertThat(second.has("nextPageToken")).isFalse();
        HttpResponse<String> unknown = platform.get("/api/v1/stores?kind=PAPER");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(json(unknown).at("/errors/0/allowed").asString()).contains("KAFKA", "FILES");
    }

    @Test
    void anEntityOfAStoreIsLookedAtWhereTheStoreAnswers() throws IOException {
        String details = "/api/v1/stores/named-hubs/entities/details";
        workerSays(details, 200, "{\"path\":\"orders\",\"kind\":\"HUB\",\"partitions\":[]}");
        try (ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            create("named-hubs", "EVENTHUBS", namespace("localhost:" + listening.getLocalPort()));
            assertThat(tested("named-hubs?entity=orders").path("ok").asBoolean())
                    .isTrue();
            assertThat(tested("named-hubs?entity=orders").path("detail").asString())
                    .contains("finds the HUB orders");
            workerSays(details, 404, "{\"detail\":\"The store 'named-hubs' has no 'orders'\"}");
            assertThat(tested("named-hubs?entity=orders").path("detail").asString())
                    .contains("has no 'orders'");
        }
        assertThat(tested("named-hubs?entity=orders").path("detail").asString()).contains("does not answer");
    }

    @Test
    void hubsAreNotMadeHere() {
        HttpResponse<String> created = create("hubs-of-azure", "EVENTHUBS", namespace("n.servicebus.windows.net"));
        assertThat(json(created).at("/properties/connectionString").asString()).isEqualTo("env:HUBS_CONNECTION");
        HttpResponse<String> refused = platform.get("/api/v1/stores/hubs-of-azure/topics");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(json(refused).path("detail").asString()).contains("in Azure");
    }

    @Test
    void ofTwoChangesOfOneVersionOneWins() {
        String first = etag(createFile("edited", "one.duckdb"));
        HttpResponse<String> won = patch("edited", "{\"path\":\"two.duckdb\"}", "If-Match", first);
        assertThat(won.statusCode()).isEqualTo(200);
        assertThat(json(won).at("/properties/path").asString()).isEqualTo("two.duckdb");
        HttpResponse<String> lost = patch("edited", "{\"path\":\"three.duckdb\"}", "If-Match", first);
        assertThat(lost.statusCode()).isEqualTo(412);
        assertThat(json(lost).path("code").asString()).isEqualTo("stale-etag");
        assertThat(json(platform.get("/api/v1/stores/edited"))).isEqualTo(json(won));
        assertThat(patch("edited", "{\"path\":\"four.duckdb\"}", "If-Match", etag(won))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void concurrentChangesOfOneVersionAreOneChange() {
        String etag = etag(createFile("raced", "zero.duckdb"));
        List<CompletableFuture<Integer>> calls = new ArrayList<>();
        for (int caller = 0; caller < 8; caller++) {
            String properties = "{\"path\":\"" + caller + ".duckdb\"}";
            calls.add(CompletableFuture.supplyAsync(
                    () -> patch("raced", properties, "If-Match", etag).statusCode()));
        }
        List<Integer> answers = calls.stream().map(CompletableFuture::join).toList();
        assertThat(answers).containsOnlyOnce(200).containsOnly(200, 412);
    }

    @Test
    void aChangeMayNotTakeWhatIsNeededAway() {
        createFile("needed", "n.duckdb");
        HttpResponse<String> refused = patch("needed", "{\"path\":null}");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(json(refused).at("/errors/0/field").asString()).isEqualTo("properties.path");
        assertThat(patch("nobody", "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void aStoreThatAPipelineUsesIsKept() {
        createFile("used", "used.duckdb");
        platform.pipelines("{\"name\":\"orders\",\"state\":\"RUNNING\",\"source\":{\"store\":\"b\",\"topic\":\"t\"},"
                + "\"target\":{\"warehouse\":{\"store\":\"used\",\"table\":\"o\"}}}");
        HttpResponse<String> refused = platform.delete("/api/v1/stores/used");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(json(refused).path("code").asString()).isEqualTo("store-in-use");
        assertThat(json(refused).at("/users/0").asString()).isEqualTo("pipeline orders");
        platform.ingest.on("/api/v1/pipelines", exchange -> TestService.answer(exchange, 503, "text/plain", "away"));
        assertThat(platform.delete("/api/v1/stores/used").statusCode()).isEqualTo(503);
        platform.pipelines("");
        platform.relations("{\"name\":\"sales.orders\",\"kind\":\"TABLE\",\"owner\":\"user:ann\",\"primaryKey\":[],"
                + "\"comment\":\"\",\"properties\":{},\"createdAt\":\"2026-11-22T10:00:00Z\",\"updatedAt\":"
                + "\"2026-11-22T10:00:00Z\",\"target\":{\"warehouse\":{\"store\":\"used\",\"table\":\"o\"}}}");
        assertThat(json(platform.delete("/api/v1/stores/used")).at("/users/0").asString())
                .isEqualTo("relation sales.orders");
        platform.relations("");
        assertThat(platform.delete("/api/v1/stores/used").statusCode()).isEqualTo(204);
    }

    @Test
    void aStoreThatAPipelineJoinsAStreamOfIsKept() {
        createFile("joined", "joined.duckdb");
        platform.pipelines(
                "{\"name\":\"orders\",\"state\":\"RUNNING\",\"source\":{\"store\":\"b\",\"topic\":\"t\"},"
                        + "\"join\":{\"with\":{\"source\":{\"store\":\"joined\",\"topic\":\"p\"},\"time\":\"paid\"},"
                        + "\"on\":{\"id\":\"id\"},\"time\":\"at\",\"withinMillis\":1},\"target\":{\"delta\":{\"table\":\"o\"}}}");
        assertThat(platform.delete("/api/v1/stores/joined").statusCode()).isEqualTo(409);
        platform.pipelines("");
        assertThat(platform.delete("/api/v1/stores/joined").statusCode()).isEqualTo(204);
    }

    @Test
    void aRegistryThatSchemasAreReadFromIsKept() {
        create("hub-schemas", "AZURE_SCHEMA_REGISTRY", "{\"namespace\":\"ours.servicebus.windows.net\"}");
        platform.pipelines("{\"name\":\"orders\",\"state\":\"RUNNING\",\"source\":{\"store\":\"b\",\"topic\":\"t\"},"
                + "\"avro\":{\"azureRegistry\":\"hub-schemas\"},\"target\":{\"delta\":{\"table\":\"o\"}}}");
        assertThat(platform.delete("/api/v1/stores/hub-schemas").statusCode()).isEqualTo(409);
        platform.pipelines("");
        assertThat(platform.delete("/api/v1/stores/hub-schemas").statusCode()).isEqualTo(204);
    }

    @Test
    void aRepeatedCreationIsAnsweredAsTheFirst() {
        String body = "{\"name\":\"repeated\",\"kind\":\"DUCKDB\",\"properties\":{\"path\":\"r.duckdb\"}}";
        HttpResponse<String> first = platform.post("/api/v1/stores", body, "Idempotency-Key", "k-1");
        HttpResponse<String> again = platform.post("/api/v1/stores", body, "Idempotency-Key", "k-1");
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(json(again)).isEqualTo(json(first));
        HttpResponse<String> other =
                platform.post("/api/v1/stores", body.replace("r.duckdb", "s.duckdb"), "Idempotency-Key", "k-1");
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(json(other).path("code").asString()).isEqualTo("idempotency-key-reused");
    }

    @Test
    void aStoreThatIsNoBrokerHasNoTopics() {
        createFile("no-broker", "n.duckdb");
        HttpResponse<String> refused = platform.get("/api/v1/stores/no-broker/topics");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(json(refused).path("code").asString()).isEqualTo("store-has-no-topics");
    }

    /** This platform was given no keys. */
    @Test
    void withoutKeysThereAreNoSecretsAndAllElseWorks() {
        HttpResponse<String> refused = platform.post("/api/v1/secrets", "{\"name\":\"s\",\"value\":\"hunter2\"}");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(json(refused).path("code").asString()).isEqualTo("secret-keys-not-set");
        assertThat(refused.body()).contains("weir.secrets.keys").doesNotContain("hunter2");
        assertThat(json(platform.get("/api/v1/secrets")).path("items")).isEmpty();
        assertThat(createFile("without-keys", "k.duckdb").statusCode()).isEqualTo(201);
    }
}
