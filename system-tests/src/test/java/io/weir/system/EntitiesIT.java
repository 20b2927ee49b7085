package io.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Stores are looked through and added to by what they have: topics, tables, files. */
@ExtendWith(SharedPlatform.class)
class EntitiesIT {

    private final SharedPlatform.Addresses platform;

    EntitiesIT(SharedPlatform.Addresses platform) {
        this.platform = platform;
    }

    private JsonNode call(int status, String method, String path, String body) throws Exception {
        HttpResponse<String> answer = Http.withToken(
                method, platform.gateway() + "/api/v1" + path, platform.token(), body.replace('\'', '"'));
        assertThat(answer.statusCode())
                .as(method + " " + path + ": " + answer.body())
                .isEqualTo(status);
        return Http.json(answer.body());
    }

    private JsonNode get(String path) throws Exception {
        return call(200, "GET", path, "");
    }

    private void store(String name, String kind, String properties) throws Exception {
        call(
                201,
                "POST",
                "/stores",
                "{'name': '%s', 'kind': '%s', 'properties': {%s}}".formatted(name, kind, properties));
    }

    private void broker(String name) throws Exception {
        store(name, "KAFKA", "'bootstrapServers': '127.0.0.1:" + (platform.port() + 4) + "'");
        call(201, "POST", "/stores/" + name + "/topics", "{'name': '" + name + ".orders', 'partitions': 2}");
    }

    private static Iterable<String> paths(JsonNode page) {
        return StreamSupport.stream(page.path("items").spliterator(), false)
                .map(item ->
                        item.path("kind").asText() + " " + item.path("path").asText())
                .toList();
    }

    @Test
    void recordsAreAddedToATopicAndShown() throws Exception {
        broker("looked");
        String entities = "/stores/looked/entities";
        String rows = "{'path': 'looked.orders', 'rows': [{'id': 1, 'price': 1234567890123456789.5}, {'id': 2}]}";

        assertThat(call(201, "POST", entities + "/insert", rows)
                        .path("inserted")
                        .asInt())
                .isEqualTo(2);

        assertThat(paths(get(entities + "?prefix=looked."))).containsExactly("TOPIC looked.orders");
        JsonNode details = get(entities + "/details?path=looked.orders");
        assertThat(StreamSupport.stream(details.path("partitions").spliterator(), false)
                        .mapToLong(partition -> partition.path("endSequence").asLong())
                        .sum())
                .isEqualTo(2);
        JsonNode sample = get(entities + "/sample?path=looked.orders&format=RAW&waitMillis=20000");
        assertThat(sample.path("rows").toString()).contains("1234567890123456789.5");
        assertThat(get(entities + "/sample?path=looked.orders&waitMillis=20000")
                        .path("received")
                        .asInt())
                .isEqualTo(2);
        JsonNode tried = call(200, "POST", "/stores/looked/test-connection?entity=looked.orders", "");
        assertThat(tried.path("ok").asBoolean()).as(tried.toString()).isTrue();
        tried = call(200, "POST", "/stores/looked/test-connection?entity=looked.none", "");
        assertThat(tried.path("ok").asBoolean()).as(tried.toString()).isFalse();
        assertThat(call(404, "GET", entities + "/details?path=looked.none", "")
                        .path("code")
                        .asText())
                .isEqualTo("entity-not-found");
        call(404, "POST", entities + "/insert", "{'path': 'looked.none', 'rows': [{'id': 1}]}");
        call(422, "POST", entities + "/insert", "{'path': 'looked.orders', 'rows': []}");
        assertThat(call(422, "POST", entities + "/insert", "{'path': 'looked.orders', 'rows': [null]}")
                        .at("/errors/0/field")
                        .asText())
                .isEqualTo("rows[0]");
    }

    @Test
    void rowsAreAddedToATableOfAWarehouse() throws Exception {
        broker("tabled");
        store("tabled-lake", "DUCKDB", "'path': 'tabled.duckdb'");
        call(
                201,
                "POST",
                "/stores/tabled/entities/insert",
                "{'path': 'tabled.orders', 'rows': [{'id': 1, 'item': 'tea'}]}");
        call(
                201,
                "POST",
                "/pipelines",
                "{'name': 'tabled', 'source': {'store': 'tabled', 'topic': 'tabled.orders'},"
                        + " 'target': {'warehouse': {'store': 'tabled-lake', 'table': 'shop.orders'}}}");
        call(200, "POST", "/pipelines/tabled/start", "");
        await().atMost(Duration.ofMinutes(2))
                .until(() -> get("/pipelines/tabled/progress").path("written").asLong() == 1);
        String entities = "/stores/tabled-lake/entities";

        call(
                201,
                "POST",
                entities + "/insert",
                "{'path': 'shop/orders', 'rows': [{'id': 2}, {'item': 'ink', 'id': 3}]}");

        assertThat(paths(get(entities))).contains("SCHEMA shop").doesNotContain("SCHEMA weir");
        assertThat(paths(get(entities + "?path=shop"))).containsExactly("TABLE shop/orders");
        JsonNode details = get(entities + "/details?path=shop/orders");
        assertThat(details.path("rows").asLong()).isEqualTo(3);
        assertThat(details.at("/columns/0/name").asText()).isEqualTo("id");
        assertThat(get(entities + "/sample?path=shop/orders&waitMillis=20000").findValuesAsText("item"))
                .contains("tea", "ink");
        assertThat(call(422, "POST", entities + "/insert", "{'path': 'shop/orders', 'rows': [{'id': 4, 'nope': 1}]}")
                        .at("/errors/0/field")
                        .asText())
                .isEqualTo("rows[0].nope");
        call(422, "POST", entities + "/insert", "{'path': 'shop/orders', 'rows': [{'id': 4}, {'id': 'x'}]}");
        call(409, "POST", entities + "/insert", "{'path': 'shop', 'rows': [{'id': 4}]}");
        call(404, "GET", entities + "/details?path=weir/watermark", "");
        assertThat(get(entities + "/details?path=shop/orders").path("rows").asLong())
                .isEqualTo(3);
        call(200, "POST", "/pipelines/tabled/stop", "");
    }

    @Test
    void foldersAreLookedThroughWhereTheyMayBe() throws Exception {
        Path folder = Files.createDirectories(platform.dataDir().resolve("captures/browsed"));
        write(folder.resolve("2026/11/day 1.ndjson"), "{\"id\": 1}\n{\"id\": 2}\n");
        store("browsed", "FILES", "'path': '" + folder + "'");
        store("elsewhere", "FILES", "'path': '/etc'");
        String entities = "/stores/browsed/entities";

        assertThat(paths(get(entities))).containsExactly("FOLDER 2026");
        assertThat(paths(get(entities + "?path=2026/11"))).containsExactly("FILE 2026/11/day 1.ndjson");
        assertThat(get(entities + "/details?path=2026/11/day%201.ndjson")
                        .path("bytes")
                        .asLong())
                .isEqualTo(20);
        assertThat(get(entities + "/sample?path=2026/11/day%201.ndjson&waitMillis=20000")
                        .findValuesAsText("id"))
                .containsExactly("1", "2");
        JsonNode dry = call(
                200,
                "POST",
                "/pipelines/dry-run?waitMillis=20000",
                "{'name': 'browsed', 'source': {'store': 'browsed', 'topic': '2026/11/day 1.ndjson'},"
                        + " 'target': {'delta': {'table': 'browsed'}}}");
        assertThat(dry.path("written").asLong()).isEqualTo(2);
        call(409, "POST", entities + "/insert", "{'path': '2026/11/day 1.ndjson', 'rows': [{'id': 3}]}");
        call(422, "GET", entities + "/details?path=../browsed", "");
        JsonNode tried = call(200, "POST", "/stores/browsed/test-connection", "");
        assertThat(tried.path("detail").asText()).contains("finds 2026");
        tried = call(200, "POST", "/stores/elsewhere/test-connection", "");
        assertThat(tried.path("ok").asBoolean()).isFalse();
        assertThat(tried.path("detail").asText()).contains("allowed-roots");
        call(
                422,
                "POST",
                "/pipelines",
                "{'name': 'climbing', 'source': {'store': 'browsed', 'topic': '2026/../../x'},"
                        + " 'target': {'delta': {'table': 'browsed'}}}");
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
