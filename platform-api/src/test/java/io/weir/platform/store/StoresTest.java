package io.weir.platform.store;

import static io.weir.platform.TestPlatform.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.platform.TestPlatform;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoresTest {

    @TempDir
    private static Path dataDirectory;

    private static TestPlatform platform;

    @BeforeAll
    static void start() {
        platform = new TestPlatform("weir.data-dir=" + dataDirectory);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    private static HttpResponse<String> create(String name, String kind, String properties) {
        return platform.post(
                "/api/v1/stores",
                "{\"name\":\"" + name + "\",\"kind\":\"" + kind + "\",\"properties\":" + properties + "}");
    }

    private static HttpResponse<String> createFile(String name, String path) {
        return create(name, "DUCKDB", "{\"path\":\"" + path + "\"}");
    }

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
                "n3 | KAFKA  | {\"bootstrapServers\":\"h:1\",\"password\":\"hunter2\"} | properties.password",
                "n4 | DUCKDB | {\"path\":\"../../etc/x\"}                    | properties.path",
                "n5 | DUCKDB | {\"path\":\"folder/\"}                        | properties.path",
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
    void aWarehouseIsTriedWithoutOpeningIt() throws IOException {
        createFile("fresh", "new/folder/w.duckdb");
        assertThat(tested("fresh").path("ok").asBoolean()).isTrue();
        assertThat(dataDirectory.resolve("new")).doesNotExist();
        Files.createDirectory(dataDirectory.resolve("a-folder"));
        createFile("folder", "a-folder");
        assertThat(tested("folder").path("ok").asBoolean()).isFalse();
        Files.writeString(dataDirectory.resolve("there.duckdb"), "x");
        createFile("there", "there.duckdb");
        assertThat(tested("there").path("ok").asBoolean()).isTrue();
        createFile("below-a-file", "there.duckdb/x.duckdb");
        assertThat(tested("below-a-file").path("ok").asBoolean()).isFalse();
    }

    private static tools.jackson.databind.JsonNode tested(String store) {
        return json(platform.post("/api/v1/stores/" + store + "/test-connection", ""));
    }

    @Test
    void aStoreThatIsNoBrokerHasNoTopics() {
        createFile("no-broker", "n.duckdb");
        HttpResponse<String> refused = platform.get("/api/v1/stores/no-broker/topics");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(json(refused).path("code").asString()).isEqualTo("store-has-no-topics");
    }
}
