package io.weir.ingest.worker;

import static io.weir.ingest.protobuf.ProtobufRecords.SHOP;
import static io.weir.ingest.protobuf.ProtobufRecords.order;
import static io.weir.ingest.protobuf.ProtobufRecords.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.Topic;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Descriptor sources, and pipelines that read messages of Protobuf by them. */
class ProtobufPipelineTest extends WorkerTest {

    private static final String SOURCES = "/api/v1/descriptor-sources";
    private static final String RELATIONS = "/api/v1/relations";

    private static String upload(String name, byte[] content) {
        return "{\"name\":\"" + name + "\",\"content\":\"" + Base64.getEncoder().encodeToString(content) + "\"}";
    }

    private static String source(byte[] content) {
        String name = name();
        assertThat(post(SOURCES, "make-" + name, upload(name, content)).statusCode())
                .isEqualTo(201);
        return name;
    }

    private static String protobuf(String source) {
        return "\"format\": \"PROTOBUF\", \"protobuf\": {\"source\": \"" + source
                + "\", \"message\": \"shop.v1.Order\"}";
    }

    private static HttpResponse<byte[]> download(String path) {
        return HttpClient.newHttpClient()
                .sendAsync(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofByteArray())
                .join();
    }

    @Test
    void aSourceIsUploadedDownloadedChangedHandedOverAndRemoved() {
        String name = name();
        String path = SOURCES + "/" + name;
        byte[] content = set(SHOP);

        HttpResponse<String> made = post(SOURCES, "make-" + name, upload(name, content));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(made.headers().firstValue("Location")).contains(path);
        assertThat(made.body())
                .contains(
                        "\"messages\":[\"shop.v1.Item\",\"shop.v1.Order\"]",
                        "\"bytes\":" + content.length,
                        "\"sha256\":\"");
        assertThat(post(SOURCES, "make-" + name, upload(name, content)).body())
                .as("repeated")
                .isEqualTo(made.body());
        assertThat(post(SOURCES, "other-" + name, upload(name, content)).body()).contains("descriptor-source-exists");
        assertThat(download(path + "/content").body()).isEqualTo(content);
        byte[] less = set("file { name: \"a\" syntax: \"proto3\" message_type { name: \"A\" } }");
        String tag = made.headers().firstValue("ETag").orElseThrow();
        assertThat(patch(
                                path,
                                tag,
                                "{\"comment\":\"less\",\"content\":\""
                                        + Base64.getEncoder().encodeToString(less) + "\"}")
                        .body())
                .contains("\"messages\":[\"A\"]", "less");
        assertThat(patch(path, tag, "{\"comment\":\"more\"}").statusCode()).isEqualTo(412);
        assertThat(patch(path, "*", "{\"comment\":\"more\"}").body()).contains("\"messages\":[\"A\"]", "more");
        assertThat(download(path + "/content").body()).isEqualTo(less);
        assertThat(get(SOURCES + "?limit=1000").body()).contains(name);
        assertThat(patch(path, null, "{}").statusCode()).isEqualTo(200);
        assertThat(send("PUT", path + "/owner", "{\"owner\":\"user:ben\"}").body())
                .contains("user:ben");
        assertThat(send("DELETE", path, "").statusCode()).isEqualTo(204);
        assertThat(get(path).statusCode()).isEqualTo(404);
        assertThat(get(path + "/content").body()).contains("descriptor-source-not-found");
    }

    @Test
    void whatIsNoSourceIsRefusedWithWhatIsWrong() {
        assertThat(post(SOURCES, name(), upload("no name", set(SHOP))).body()).contains("\"field\":\"name\"");
        assertThat(post(SOURCES, name(), "{\"name\":\"x\"}").body()).contains("\"field\":\"content\"", "is required");
        assertThat(post(SOURCES, name(), "{\"name\":\"x\",\"content\":\"*\"}").body())
                .contains("\"field\":\"content\"", "is no Base64");
        HttpResponse<String> bad = post(SOURCES, name(), upload("x", new byte[] {1, 2, 3}));
        assertThat(bad.statusCode()).isEqualTo(422);
        assertThat(bad.body()).contains("\"field\":\"content\"", "is no FileDescriptorSet");
        assertThat(post(SOURCES, name(), upload("x", new byte[(4 << 20) + 3])).body())
                .contains("\"field\":\"content\"", "is too long");
    }

    @Test
    void messagesGoIntoBothTargetsAndWhatIsNoneIsADeadLetter() throws Exception {
        String source = source(set(SHOP));
        Topic topic = new Topic(broker, 2);
        topic.produceBytes(
                40,
                index -> index % 10 == 9
                        ? new byte[] {8}
                        : order("id: " + index + " items { sku: \"s\" count: 2 } counts { key: 1 value: " + index
                                + " } placed { seconds: 1700000000 } total: 18446744073709551615 color: RED"));
        String[] made = new String[1];

        String progress = run(topic, protobuf(source), name -> {
            made[0] = name;
            return "\"target\": {\"delta\": {\"table\": \"" + name + "\"}, ";
        });

        assertThat(progress).contains("\"written\":36", "\"deadLettered\":4");
        assertThat(get("/api/v1/pipelines/" + made[0]).body())
                .contains("\"protobuf\":{\"source\":\"" + source + "\",\"message\":\"shop.v1.Order\"")
                .doesNotContain("descriptors\":\"");
        String sum = "sum(id) || ' ' || sum(items[1].count) || ' ' || sum(counts['1']) || ' ' || max(total) || ' ' ||"
                + " any_value(color) || ' ' || max(epoch(placed)::bigint)";
        String expected = "684 72 684 18446744073709551615 RED 1700000000";
        assertThat(select(made[0], sum)).isEqualTo(expected);
        assertThat(inLake(made[0], "select " + sum)).containsExactly(expected);
        assertThat(get("/api/v1/pipelines/" + made[0] + "/dead-letters").body()).contains("is no shop.v1.Order");
    }

    @Test
    void aPipelineMeetsAChangeOfItsSourceAtItsNextStartAndKeepsIt() throws Exception {
        String source = source(set("file { name: \"a\" package: \"shop.v1\" syntax: \"proto3\" message_type { name:"
                + " \"Order\" field { name: \"id\" number: 1 label: LABEL_OPTIONAL type: TYPE_INT64 } } }"));
        Topic topic = new Topic(broker, 1);
        topic.produceBytes(5, index -> order("id: " + index + " rate: 0.5"));
        String pipeline = name();
        String transform = protobuf(source) + ", \"transform\": \"select id, id * 2 as twice from input\"";
        HttpResponse<String> made = post("/api/v1/pipelines", pipeline, definition(pipeline, topic, transform));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        service().start(pipeline);
        awaitReceived(pipeline, 5);

        HttpResponse<String> used = send("DELETE", SOURCES + "/" + source, "");
        assertThat(used.statusCode()).isEqualTo(409);
        assertThat(used.body()).contains("descriptor-source-in-use", "pipeline " + pipeline, "\"otherUsers\":0");
        patch(
                SOURCES + "/" + source,
                "*",
                "{\"content\":\"" + Base64.getEncoder().encodeToString(set(SHOP)) + "\"}");
        drain(pipeline);
        String other = "{\"transform\":\"select id, rate from input\"}";
        assertThat(patch("/api/v1/pipelines/" + pipeline, "*", other).statusCode())
                .isEqualTo(200);
        topic.produceBytes(5, index -> order("id: " + index + " rate: 0.5"));
        service().start(pipeline);
        awaitReceived(pipeline, 10);
        drain(pipeline);

        assertThat(inLake(pipeline, "select sum(twice), sum(rate), count(*)")).containsExactly("20|2.5|10");
        assertThat(patch(
                                "/api/v1/pipelines/" + pipeline,
                                "*",
                                "{\"format\":\"JSON\",\"protobuf\":{},\"transform\":\"\"}")
                        .body())
                .contains("\"format\":\"JSON\"")
                .doesNotContain("protobuf");
        String reading = name();
        post("/api/v1/pipelines", reading, definition(reading, topic, protobuf(source)));
        assertThat(send("DELETE", SOURCES + "/" + source, "").body())
                .contains("pipeline " + reading)
                .doesNotContain("pipeline " + pipeline);
        assertThat(send("DELETE", SOURCES + "/" + source + "?cascade=true", "").statusCode())
                .isEqualTo(204);
        assertThat(get("/api/v1/pipelines/" + reading).statusCode()).isEqualTo(404);
        assertThat(get("/api/v1/pipelines/" + pipeline).statusCode()).isEqualTo(200);
    }

    @Test
    void aRelationSaysItForAllWhoReadIt() throws Exception {
        String source = source(set(SHOP));
        Topic topic = new Topic(broker, 1);
        topic.produceBytes(10, index -> index == 9 ? new byte[] {8} : order("id: " + index + " color: RED"));
        String stream = relation(topic, protobuf(source));
        String pipeline = name();
        String query = "{\"name\":\"" + pipeline + "\",\"query\":\"select id * 2 as twice, color from " + stream
                + "\",\"target\":{\"warehouse\":{\"store\":\"lake\",\"table\":\"" + pipeline + "\"}}}";

        assertThat(get(RELATIONS + "/" + stream + "/sample?waitMillis=20000").body())
                .contains("\"written\":9", "\"color\":\"RED\"", "is no shop.v1.Order");
        HttpResponse<String> made = post("/api/v1/pipelines", pipeline, query);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(made.body()).contains("\"protobuf\":{\"source\":\"" + source + "\"");
        assertThat(post("/api/v1/pipelines", name(), query.replace("{\"name\"", "{" + protobuf(source) + ",\"name\""))
                        .body())
                .contains("\"field\":\"protobuf\"", "is said by the query");
        service().start(pipeline);
        drain(pipeline);
        assertThat(inLake(pipeline, "select sum(twice), count(*), any_value(color)"))
                .containsExactly("72|9|RED");

        assertThat(send("DELETE", SOURCES + "/" + source, "").body())
                .contains("is read by pipeline " + pipeline + ", relation " + stream + "\"");
        assertThat(send("DELETE", "/api/v1/pipelines/" + pipeline, "").statusCode())
                .isEqualTo(204);
        assertThat(send("DELETE", SOURCES + "/" + source, "").body())
                .contains("is read by relation " + stream + "\"", "\"users\":[\"relation " + stream + "\"]");
        HttpResponse<String> plain = patch(RELATIONS + "/" + stream, "*", "{\"format\":\"JSON\",\"protobuf\":{}}");
        assertThat(plain.body()).contains("\"format\":\"JSON\"").doesNotContain("protobuf");
        String other = relation(topic, protobuf(source));
        assertThat(send("DELETE", SOURCES + "/" + source + "?cascade=true", "").statusCode())
                .isEqualTo(204);
        assertThat(get(RELATIONS + "/" + other).statusCode()).isEqualTo(404);
        assertThat(get(RELATIONS + "/" + stream).statusCode()).isEqualTo(200);
        assertThat(relate(topic, protobuf(source)).body())
                .contains("\"field\":\"protobuf.source\"", "is no descriptor source");
        assertThat(relate(topic, protobuf(source).replace("\"message\"", "\"descriptors\": \"AA==\", \"message\""))
                        .body())
                .contains("\"field\":\"protobuf.descriptors\"");
    }

    private static HttpResponse<String> relate(Topic topic, String more) {
        String name = name();
        return post(
                RELATIONS,
                name,
                "{\"name\":\"" + name + "\",\"kind\":\"STREAM\",\"source\":{\"store\":\"broker\",\"topic\":\""
                        + topic.name() + "\"}," + more + "}");
    }

    private static String relation(Topic topic, String more) {
        HttpResponse<String> made = relate(topic, more);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(made.body()).contains("\"protobuf\":{\"source\"").doesNotContain("descriptors\":\"");
        return made.body().replaceAll(".*?\"name\":\"([^\"]*)\".*", "$1");
    }

    @Test
    void whatIsWrongWithADefinitionIsSaidAndADryRunReads() {
        String source = source(set(SHOP));
        Topic topic = new Topic(broker, 1);
        topic.produceBytes(3, index -> order("id: " + index));

        assertThat(post(
                                "/api/v1/pipelines/dry-run?waitMillis=20000&records=3",
                                name(),
                                definition("dry", topic, protobuf(source)))
                        .body())
                .contains("\"written\":3", "MAP(VARCHAR, BIGINT)", "\"id\":2");
        assertThat(refused(topic, "\"format\": \"PROTOBUF\"")).contains("\"field\":\"protobuf\"", "is missing");
        assertThat(refused(topic, protobuf("none"))).contains("\"field\":\"protobuf.source\"", "\"found\":\"none\"");
        String other = protobuf(source).replace("Order", "Ordre") + ", \"transform\": \"select 1 as x from input\"";
        assertThat(refused(topic, other)).contains("\"field\":\"protobuf.message\"", "shop.v1.Ordre");
        assertThat(refused(topic, protobuf(source).replace("PROTOBUF", "JSON")))
                .contains("\"field\":\"protobuf\"", "of no use");
        assertThat(refused(topic, protobuf(source).replace("{", "{\"descriptors\": \"AA==\", ")))
                .contains("\"field\":\"protobuf.descriptors\"");
        assertThat(
                        refused(
                                topic,
                                "\"format\": \"AVRO\", \"avro\": {\"schema\": \"{\"}, \"transform\": \"select 1 as x from input\""))
                .contains("\"field\":\"avro.schema\"");
    }

    private static String refused(Topic topic, String more) {
        HttpResponse<String> answer = post("/api/v1/pipelines", name(), definition(name(), topic, more));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        return answer.body();
    }
}
