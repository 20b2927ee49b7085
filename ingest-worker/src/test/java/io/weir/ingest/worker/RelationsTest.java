package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.Topic;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Relations, and pipelines that name them. */
class RelationsTest extends WorkerTest {

    private static final String RELATIONS = "/api/v1/relations";
    private static final String PIPELINES = "/api/v1/pipelines";
    private static final String COLUMNS =
            "\"columns\":[{\"name\":\"id\",\"type\":\"BIGINT\"},{\"name\":\"n\",\"type\":\"BIGINT\"}]";

    @Test
    void aStreamIsMadeReadChangedHandedOverAndRemoved() {
        String name = "sales." + name();
        String path = RELATIONS + "/" + name;
        String body = body("weir." + name, "STREAM", source("orders") + "," + COLUMNS + ",\"comment\":\"one\"");

        HttpResponse<String> made = post(RELATIONS, "make-" + name, body);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(made.headers().firstValue("Location")).contains(path);
        assertThat(made.body())
                .contains("\"name\":\"" + name + "\"", "\"format\":\"JSON\"", "\"comment\":\"one\"", "\"BIGINT\"");
        assertThat(post(RELATIONS, "make-" + name, body).body()).as("repeated").isEqualTo(made.body());
        HttpResponse<String> twice = post(RELATIONS, "other-" + name, body);
        assertThat(twice.statusCode()).isEqualTo(409);
        assertThat(twice.body()).contains("relation-exists");
        assertThat(get(RELATIONS + "/weir." + name).body()).isEqualTo(made.body());
        HttpResponse<String> changed =
                patch(path, tag(made), "{\"format\":\"CLOUDEVENTS\",\"properties\":{\"team\":\"x\",\"a\":\"b\"}}");
        assertThat(changed.body()).contains("CLOUDEVENTS", "\"comment\":\"one\"", "\"team\":\"x\"");
        assertThat(patch(path, tag(changed), "{\"properties\":{\"a\":null}}").body())
                .contains("\"properties\":{\"team\":\"x\"}");
        assertThat(patch(path, null, "{}").statusCode()).isEqualTo(200);
        assertThat(send("PUT", path + "/owner", "{\"owner\":\"user:ben\"}").body())
                .contains("user:ben");
        assertThat(send("DELETE", path, "").statusCode()).isEqualTo(204);
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void ofTwoChangesByOneTagOneWins() {
        String path = RELATIONS + "/" + stream("orders", COLUMNS);
        String tag = tag(get(path));

        List<Integer> statuses = Stream.of("one", "two")
                .map(comment ->
                        CompletableFuture.supplyAsync(() -> patch(path, tag, "{\"comment\":\"" + comment + "\"}")))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .map(HttpResponse::statusCode)
                .sorted()
                .toList();

        assertThat(statuses).containsExactly(200, 412);
    }

    @Test
    void listsAreOfAKindOfASchemaAndPageByPage() {
        String begin = name();
        for (String name : List.of("a", "b", "c")) {
            make("sales." + begin + name, "STREAM", source("orders"));
        }
        make("sales." + begin + "d", "CHANGELOG", source("orders") + ",\"primaryKey\":[\"id\"]");
        make(begin + "e", "STREAM", source("orders"));
        String all = RELATIONS + "?kind=STREAM&schema=sales&prefix=sales." + begin;

        HttpResponse<String> first = get(all + "&limit=2");
        assertThat(first.body()).contains(begin + "a", begin + "b").doesNotContain(begin + "c");
        String token = first.body().replaceAll(".*\"nextPageToken\":\"([^\"]*)\".*", "$1");
        assertThat(get(all + "&limit=2&pageToken=" + token).body())
                .contains(begin + "c")
                .doesNotContain(begin + "d", begin + "e", "nextPageToken");
        assertThat(get(RELATIONS + "?kind=NONE").body()).contains("\"field\":\"kind\"", "STREAM");
    }

    @Test
    void whatIsWrongIsNamedWithWhatIsAllowed() {
        assertThat(refused(body("sales.9", "TABLE", source("orders"))))
                .contains("relation-invalid", "\"field\":\"name\"", "\"field\":\"target\"", "\"field\":\"source\"");
        assertThat(refused(body("nowhere.x", "STREAM", source("orders"))))
                .contains("\"field\":\"name\"", "\"found\":\"weir.nowhere\"");
        assertThat(refused(body(name(), "CHANGELOG", source("orders")))).contains("\"field\":\"primaryKey\"");
        assertThat(refused(body(
                        name(), "CHANGELOG", source("orders") + "," + COLUMNS + ",\"primaryKey\":[\"id\",\"no\"]")))
                .contains("\"field\":\"primaryKey[1]\"", "\"found\":\"no\"", "\"allowed\":\"id, n\"");
        assertThat(refused(body(
                        name(),
                        "STREAM",
                        source("a//b") + ",\"format\":\"CSV\",\"columns\":[{\"name\":\"x\",\"type\":\"INT\"}]")))
                .contains("\"field\":\"source.topic\"", "\"field\":\"columns[0].type\"");
        assertThat(refused(body(name(), "STREAM", source("a b"))))
                .contains("\"field\":\"source.topic\"", "is no topic of a broker", "\"found\":\"a b\"");
        assertThat(refused(body(name(), "STREAM", "\"source\":{\"store\":\"lake\",\"topic\":\"orders\"}")))
                .contains("\"field\":\"source.store\"", "is a store of kind DUCKDB");
        assertThat(refused(body(name(), "STREAM", source("orders") + ",\"format\":\"NONE\"")))
                .contains("\"field\":\"format\"", "DEBEZIUM");
    }

    @Test
    void aPipelineDoesWhatItsStreamAndItsTableSay() throws Exception {
        Topic topic = new Topic(broker, 2);
        topic.produce(100, index -> "{\"id\":" + index % 10 + ",\"n\":" + index + "}");
        String stream = stream(topic.name(), COLUMNS);
        String table = name();
        make(
                "sales." + table,
                "TABLE",
                "\"primaryKey\":[\"id\"],\"target\":{\"warehouse\":{\"store\":\"lake\",\"table\":\"" + table + "\"}}");
        String pipeline = name();

        HttpResponse<String> made = post(
                PIPELINES,
                "make-" + pipeline,
                between(pipeline, stream, "sales." + table, ",\"transform\":\"select id, n * 2 as n from input\""));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(made.body())
                .contains("\"relation\":\"" + stream + "\"", "\"topic\":\"" + topic.name() + "\"")
                .contains("\"mode\":\"UPSERT\"", "\"keys\":[\"id\"]", "\"store\":\"lake\"");
        service().start(pipeline);
        drain(pipeline);

        assertThat(inLake(table, "select count(*)::varchar || ' ' || count(distinct id) || ' ' || bool_and(n % 2 = 0)"))
                .containsExactly("10 10 true");
        HttpResponse<String> used = send("DELETE", RELATIONS + "/" + stream, "");
        assertThat(used.statusCode()).isEqualTo(409);
        assertThat(used.body()).contains("relation-in-use", "pipeline " + pipeline, "\"otherUsers\":0");
        assertThat(send("DELETE", RELATIONS + "/sales." + table, "").body()).contains("pipeline " + pipeline);
        assertThat(send("DELETE", PIPELINES + "/" + pipeline, "").statusCode()).isEqualTo(204);
        assertThat(send("DELETE", RELATIONS + "/" + stream, "").statusCode()).isEqualTo(204);
        assertThat(rows(table)).as("the rows stay").isEqualTo(10);
    }

    @Test
    void aPipelineMeetsAChangeAtItsNextStart() throws Exception {
        Topic topic = new Topic(broker, 1);
        topic.produce(10, index -> "{\"id\":" + index + ",\"n\":" + index + "}");
        String stream = stream(topic.name(), "\"columns\":[{\"name\":\"id\",\"type\":\"BIGINT\"}]");
        String pipeline = name();
        String strict = "{\"name\":\"" + pipeline + "\",\"schema\":\"STRICT\",\"source\":{\"relation\":\"weir.default."
                + stream + "\"},\"target\":{\"warehouse\":{\"store\":\"lake\",\"table\":\"" + pipeline + "\"}}}";
        assertThat(post(PIPELINES, "make-" + pipeline, strict).statusCode()).isEqualTo(201);
        service().start(pipeline);
        awaitReceived(pipeline, 10);
        patch(RELATIONS + "/" + stream, "*", "{" + COLUMNS + "}");
        drain(pipeline);
        topic.produce(10, index -> "{\"id\":" + index + ",\"n\":" + index + "}");

        service().start(pipeline);
        awaitReceived(pipeline, 20);
        drain(pipeline);

        assertThat(rows(pipeline)).as("before, n was a column too many").isEqualTo(10);
        assertThat(service().get(pipeline).definition().columns()).hasSize(2);
    }

    @Test
    void aChangelogMakesARowAKey() throws Exception {
        Topic topic = new Topic(broker, 1);
        topic.produce(30, index -> "{\"id\":" + index % 3 + ",\"n\":" + index + "}");
        String changelog = name();
        make(changelog, "CHANGELOG", source(topic.name()) + "," + COLUMNS + ",\"primaryKey\":[\"id\"]");
        String pipeline = name();
        String toLake = "{\"name\":\"" + pipeline + "\",\"source\":{\"relation\":\"" + changelog
                + "\"},\"target\":{\"warehouse\":{\"store\":\"lake\",\"table\":\"" + pipeline + "\"}}}";
        assertThat(post(PIPELINES, "make-" + pipeline, toLake).body()).contains("\"mode\":\"UPSERT\"");
        service().start(pipeline);
        drain(pipeline);

        assertThat(inLake(pipeline, "select string_agg(n::varchar, ' ' order by n)"))
                .containsExactly("27 28 29");
    }

    @Test
    void whatARelationSaysNobodyElseSays() {
        String stream = stream("orders", COLUMNS);
        String table = name();
        make(table, "TABLE", "\"primaryKey\":[\"id\"],\"target\":{\"delta\":{\"table\":\"" + table + "\"}}");
        String both = between(name(), stream, table, ",\"format\":\"JSON\"")
                .replace("\"source\":{", "\"source\":{\"topic\":\"other\",");

        assertThat(post(PIPELINES, name(), both).body())
                .contains("\"field\":\"source.topic\"", "\"field\":\"format\"", "is said by relation " + stream);
        assertThat(post(PIPELINES, name(), between(name(), "no_such", table, ""))
                        .body())
                .contains("pipeline-invalid", "\"field\":\"source.relation\"", "\"found\":\"no_such\"");
        assertThat(post(PIPELINES, name(), between(name(), table, stream, "")).body())
                .contains("\"field\":\"target.relation\"", "is of records");
        assertThat(post(PIPELINES, name(), between(name(), table, table, "")).body())
                .contains("\"field\":\"source.relation\"", "is of tables");
        assertThat(post(
                                PIPELINES,
                                name(),
                                between(name(), stream, table, ",\"write\":{\"mode\":\"UPSERT\",\"keys\":[\"n\"]}"))
                        .body())
                .contains("\"field\":\"write.keys\"", "\"allowed\":\"[id]\"");
        String pipeline = name();
        String toLake = between(pipeline, stream, table, "")
                .replace(
                        "{\"relation\":\"" + table + "\"}",
                        "{\"warehouse\":{\"store\":\"lake\",\"table\":\"" + pipeline + "\"}}");
        assertThat(post(PIPELINES, name(), toLake).statusCode()).isEqualTo(201);
        assertThat(patch(PIPELINES + "/" + pipeline, "*", "{\"format\":\"RAW\"}")
                        .body())
                .contains("\"field\":\"format\"", "is said by relation");
        assertThat(patch(PIPELINES + "/" + pipeline, "*", "{\"source\":{\"relation\":\"" + table + "\"}}")
                        .body())
                .contains("\"field\":\"source.relation\"", "cannot be changed");
        assertThat(patch(PIPELINES + "/" + pipeline, "*", "{\"batch\":{\"maxRows\":10}}")
                        .body())
                .contains("\"maxRows\":10", "\"relation\":\"" + stream + "\"");
    }

    /** Makers of pipelines against a remover, until he wins: none is ever left without its stream. */
    @Test
    void aStreamDoesNotGoUnderAPipelineThatIsBeingMade() {
        for (int round = 0; round < 10; round++) {
            String stream = stream("orders", COLUMNS);
            String pipeline = name();
            String body = "{\"name\":\"" + pipeline + "\",\"source\":{\"relation\":\"" + stream
                    + "\"},\"target\":{\"delta\":{\"table\":\"" + pipeline + "\"}}}";
            CompletableFuture<Integer> made = CompletableFuture.supplyAsync(
                    () -> post(PIPELINES, pipeline, body).statusCode());
            int removed = send("DELETE", RELATIONS + "/" + stream, "").statusCode();

            assertThat(List.of(made.join(), removed)).isIn(List.of(201, 409), List.of(422, 204));
        }
    }

    @Test
    void aViewIsExpandedWhereItIsNamed() throws Exception {
        Topic topic = new Topic(broker, 1);
        topic.produce(100, index -> "{\"id\":" + index + ",\"n\":" + index % 10 + "}");
        String stream = stream(topic.name(), COLUMNS);
        String view = "sales." + name();
        make(view, "VIEW", "\"query\":\"select id, n * 10 as tens from " + stream + " where n < 5\"");
        String over = name();
        make(over, "VIEW", "\"query\":\"select id, tens + 1 as more from " + view + "\"");
        String pipeline = name();
        String body = "{\"name\":\"" + pipeline + "\",\"query\":\"select * from " + over
                + " where more > 11\",\"target\":{\"warehouse\":{\"store\":\"lake\",\"table\":\"" + pipeline + "\"}}}";

        HttpResponse<String> made = post(PIPELINES, "make-" + pipeline, body);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(made.body()).contains("\"relation\":\"" + over + "\"", "\"topic\":\"" + topic.name() + "\"");
        service().start(pipeline);
        drain(pipeline);
        assertThat(inLake(pipeline, "select count(*) || ' ' || min(more) || ' ' || max(more)"))
                .containsExactly("30 21 41");

        assertThat(send("DELETE", RELATIONS + "/" + view, "").body()).contains("relation " + over);
        assertThat(patch(RELATIONS + "/" + over, "*", "{\"query\":\"select id from " + stream + "\"}")
                        .body())
                .contains("\"field\":\"query\"", "reads another relation than before");
        patch(RELATIONS + "/" + view, "*", "{\"query\":\"select id, n * 100 as tens from " + stream + "\"}");
        topic.produce(1, index -> "{\"id\":1000,\"n\":7}");
        service().start(pipeline);
        drain(pipeline);
        assertThat(inLake(pipeline, "select max(more)::varchar")).containsExactly("701");
        assertThat(patch(PIPELINES + "/" + pipeline, "*", "{\"query\":\"select id from " + view + "\"}")
                        .body())
                .contains("\"relation\":\"" + view + "\"");
        assertThat(patch(PIPELINES + "/" + pipeline, "*", "{\"transform\":\"select id from input\"}")
                        .body())
                .contains("\"field\":\"transform\"", "is said by the query");
    }

    @Test
    void aTableThatIsMadeFromASelectIsFedByItsPipeline() throws Exception {
        Topic topic = new Topic(broker, 1);
        topic.produce(20, index -> "{\"id\":" + index % 5 + ",\"n\":" + index + "}");
        String stream = stream(topic.name(), COLUMNS);
        String table = name();
        String path = RELATIONS + "/sales." + table;
        make(
                "sales." + table,
                "CHANGELOG",
                "\"primaryKey\":[\"id\"],\"query\":\"select id, n + 1 as n from " + stream
                        + "\",\"target\":{\"warehouse\":{\"store\":\"lake\",\"table\":\"" + table + "\"}}");
        assertThat(get(path).body())
                .contains("\"pipeline\":{\"name\":\"sales." + table + "\",\"state\":\"CREATED\"", "select id, n + 1");
        assertThat(send("DELETE", PIPELINES + "/sales." + table, "").body()).contains("pipeline-in-use");

        assertThat(post(path + "/start", name(), "").body()).contains("\"state\":\"RUNNING\"");
        awaitReceived("sales." + table, 20);
        assertThat(inLake(table, "select count(*) || ' ' || min(n)")).containsExactly("5 16");
        assertThat(get(path + "/sample?waitMillis=20000").body()).contains("\"written\":5", "{\"id\":4,\"n\":20}");
        assertThat(send("DELETE", path, "").body()).contains("pipeline-state");
        String stop = name();
        assertThat(post(path + "/stop", stop, "").body()).contains("\"state\":\"STOPPED\"");
        assertThat(post(path + "/stop", stop, "").headers().firstValue("Idempotency-Replayed"))
                .hasValue("true");
        assertThat(post(RELATIONS + "/" + stream + "/start", name(), "").body()).contains("relation-not-fed");
        assertThat(patch(path, "*", "{\"query\":\"select id from " + stream + "\"}")
                        .body())
                .contains("\"field\":\"query\"");
        assertThat(patch(path, "*", "{\"comment\":\"fed\"}").body()).contains("\"comment\":\"fed\"");
        assertThat(send("DELETE", RELATIONS + "/" + stream, "").body()).contains("relation sales." + table);
        assertThat(send("DELETE", path, "").statusCode()).isEqualTo(204);
        assertThat(get(PIPELINES + "/sales." + table).statusCode()).isEqualTo(404);
        assertThat(rows(table)).as("the rows stay").isEqualTo(5);
    }

    @Test
    void aCascadeStopsAndRemovesWhatUsesIt() throws Exception {
        Topic topic = new Topic(broker, 1);
        topic.produce(5, index -> "{\"id\":" + index + ",\"n\":" + index + "}");
        String stream = stream(topic.name(), COLUMNS);
        String view = name();
        make(view, "VIEW", "\"query\":\"select id from " + stream + "\"");
        String fed = name();
        make(
                fed,
                "TABLE",
                "\"query\":\"select id from " + view + "\",\"target\":{\"delta\":{\"table\":\"" + fed + "\"}}");
        post(RELATIONS + "/" + fed + "/start", name(), "");
        awaitReceived(fed, 5);

        assertThat(send("DELETE", RELATIONS + "/" + stream, "").body())
                .contains("\"users\":[\"relation " + view + "\"]");
        assertThat(send("DELETE", RELATIONS + "/" + stream + "?cascade=true", "")
                        .statusCode())
                .isEqualTo(204);

        assertThat(Stream.of(RELATIONS + "/" + view, RELATIONS + "/" + fed, PIPELINES + "/" + fed)
                        .map(path -> get(path).statusCode()))
                .containsOnly(404);
        assertThat(idsIn(fed)).as("the rows stay").isEqualTo("5 5");
    }

    /** As the control plane asks for it before the topic goes: whatever reads it, at work or not, and what uses these. */
    @Test
    void whatReadsATopicGoesAtOnceWithItsUsers() throws Exception {
        Topic topic = new Topic(broker, 1);
        topic.produce(5, index -> "{\"id\":" + index + ",\"n\":" + index + "}");
        String stream = stream(topic.name(), COLUMNS);
        String view = name();
        make(view, "VIEW", "\"query\":\"select id from " + stream + "\"");
        String fed = name();
        make(
                fed,
                "TABLE",
                "\"query\":\"select id from " + view + "\",\"target\":{\"delta\":{\"table\":\"" + fed + "\"}}");
        post(RELATIONS + "/" + fed + "/start", name(), "");
        awaitReceived(fed, 5);
        String other = stream("another-topic", COLUMNS);
        String path = "/internal/v1/users-of-stores?store=broker&topic=" + topic.name();

        assertThat(send("DELETE", path, "").statusCode()).isEqualTo(204);
        assertThat(send("DELETE", path, "").statusCode()).as("once more").isEqualTo(204);

        assertThat(Stream.of(
                                RELATIONS + "/" + stream,
                                RELATIONS + "/" + view,
                                RELATIONS + "/" + fed,
                                PIPELINES + "/" + fed)
                        .map(gone -> get(gone).statusCode()))
                .containsOnly(404);
        assertThat(get(RELATIONS + "/" + other).statusCode()).isEqualTo(200);
        assertThat(idsIn(fed)).as("the rows stay").isEqualTo("5 5");
    }

    @Test
    void aPipelineOfATakenNameIsNotMadeWithARelationNorARelationWithout() {
        String stream = stream("orders", COLUMNS);
        String taken = name();
        post(
                PIPELINES,
                taken,
                "{\"name\":\"" + taken + "\",\"source\":{\"relation\":\"" + stream
                        + "\"},\"target\":{\"delta\":{\"table\":\"" + taken + "\"}}}");
        String fed = ",\"target\":{\"delta\":{\"table\":\"" + taken + "\"}}";

        assertThat(refused(body(taken, "TABLE", "\"query\":\"select * from " + stream + "\"" + fed)))
                .contains("pipeline-exists");
        assertThat(get(RELATIONS + "/" + taken).statusCode()).isEqualTo(404);
        assertThat(refused(body(stream, "TABLE", "\"query\":\"select * from " + stream + "\"" + fed)))
                .contains("relation-exists");
        assertThat(get(PIPELINES + "/" + stream).statusCode()).isEqualTo(404);
        assertThat(refused(body(name(), "TABLE", "\"query\":\"select no from " + stream + "\"" + fed)))
                .contains("\"field\":\"query\"", "names no, which is no column");
        assertThat(refused(body(name(), "VIEW", "\"query\":\"select count(*) as n from " + stream + "\"")))
                .contains("\"field\":\"query\"");
        assertThat(refused(body(name(), "VIEW", "\"query\":\"select * from no_such\"")))
                .contains("\"field\":\"query\"", "\"found\":\"no_such\"");
        assertThat(refused(body(name(), "VIEW", "\"primaryKey\":[\"id\"]")))
                .contains("\"field\":\"query\"", "\"field\":\"primaryKey\"");
        assertThat(refused("{\"kind\":\"VIEW\"}")).contains("\"field\":\"name\"");
    }

    @Test
    void aSampleShowsRecordsAsTheRelationHasThem() {
        Topic topic = new Topic(broker, 1);
        topic.produce(5, index -> index == 2 ? "no" : "{\"id\":" + index + ",\"n\":" + index + "}");
        String stream = stream(topic.name(), COLUMNS);
        String view = name();
        make(view, "VIEW", "\"query\":\"select id + 100 as big from " + stream + " where id > 2\"");

        assertThat(get(RELATIONS + "/" + stream + "/sample?waitMillis=20000").body())
                .contains("\"written\":4", "{\"id\":4,\"n\":4}", "is not JSON");
        assertThat(get(RELATIONS + "/" + view + "/sample?waitMillis=20000").body())
                .contains("\"filtered\":2", "{\"big\":104}");
        assertThat(get(RELATIONS + "/" + stream + "/sample?records=0").body()).contains("\"field\":\"records\"");
    }

    @Test
    void aSampleOfADeltaTableShowsSomeOfItsRows() throws Exception {
        Topic topic = new Topic(broker, 1);
        topic.produce(5, index -> "{\"id\":" + index + ",\"n\":" + index + "}");
        String stream = stream(topic.name(), COLUMNS);
        String table = name();
        make(table, "TABLE", "\"target\":{\"delta\":{\"table\":\"" + table + "\"}}");
        HttpResponse<String> missing = get(RELATIONS + "/" + table + "/sample");
        assertThat(missing.statusCode()).isEqualTo(422);
        assertThat(missing.body()).contains("there is no Delta table " + table);
        String pipeline = name();
        post(PIPELINES, "make-" + pipeline, between(pipeline, stream, table, ""));
        service().start(pipeline);
        drain(pipeline);

        assertThat(get(RELATIONS + "/" + table + "/sample?waitMillis=20000").body())
                .contains("\"written\":5", "{\"name\":\"id\",\"type\":\"BIGINT\"}", "{\"id\":4,\"n\":4}");
        assertThat(get(RELATIONS + "/" + table + "/sample?records=2&waitMillis=20000")
                        .body())
                .contains("\"written\":2");
        tables().setAway(true);
        try {
            assertThat(get(RELATIONS + "/" + table + "/sample").statusCode()).isEqualTo(503);
        } finally {
            tables().setAway(false);
        }
    }

    private static String source(String topic) {
        return "\"source\":{\"store\":\"broker\",\"topic\":\"" + topic + "\"}";
    }

    private static String body(String name, String kind, String more) {
        return "{\"name\":\"" + name + "\",\"kind\":\"" + kind + "\"," + more + "}";
    }

    private static String between(String name, String source, String target, String more) {
        return "{\"name\":\"" + name + "\",\"source\":{\"relation\":\"" + source + "\"},\"target\":{\"relation\":\""
                + target + "\"}" + more + "}";
    }

    private static String stream(String topic, String more) {
        String name = name();
        make(name, "STREAM", source(topic) + "," + more);
        return name;
    }

    private static void make(String name, String kind, String more) {
        HttpResponse<String> made = post(RELATIONS, "make-" + name, body(name, kind, more));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    }

    private static String refused(String body) {
        HttpResponse<String> answer = post(RELATIONS, "bad-" + UUID.randomUUID(), body);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 422);
        return answer.body();
    }
}
