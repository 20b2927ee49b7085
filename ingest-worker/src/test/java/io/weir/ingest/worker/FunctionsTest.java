package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.Topic;
import io.weir.support.access.Removal;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Transforms call functions, and meet their changes at a start. */
class FunctionsTest extends WorkerTest {

    private static final String FUNCTIONS = "/api/v1/functions";
    private static final String COLUMNS = "\"columns\": [{\"name\": \"id\", \"type\": \"BIGINT\"}]";

    @Test
    void aFunctionIsMadeReadChangedHandedOverAndRemoved() {
        String name = name();
        String path = FUNCTIONS + "/" + name;
        String body = "{\"name\":\"" + name + "\",\"parameters\":[\"a\"],\"body\":\"a + 1\",\"comment\":\"one more\"}";

        HttpResponse<String> made = post(FUNCTIONS, "make-" + name, body);
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.headers().firstValue("Location")).contains(path);
        assertThat(made.body()).contains("\"parameters\":[\"a\"]", "\"body\":\"a + 1\"", "\"comment\":\"one more\"");
        assertThat(post(FUNCTIONS, "make-" + name, body).body()).as("repeated").isEqualTo(made.body());
        assertThat(post(FUNCTIONS, "other-" + name, body).statusCode()).isEqualTo(409);
        HttpResponse<String> changed = patch(path, tag(made), "{\"body\":\"a + 2\",\"properties\":{\"team\":\"x\"}}");
        assertThat(changed.body()).contains("a + 2", "one more", "\"team\":\"x\"");
        assertThat(patch(path, tag(made), "{\"body\":\"a + 3\"}").statusCode()).isEqualTo(412);
        HttpResponse<String> wrong = patch(path, "*", "{\"body\":\"b\"}");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("\"field\":\"body\"", "names b, which is no parameter", "\"allowed\":\"a\"");
        assertThat(get(FUNCTIONS + "?limit=1000").body()).contains(name);
        assertThat(patch(path, null, "{}").statusCode()).isEqualTo(200);
        assertThat(send("PUT", path + "/owner", "{\"owner\":\"user:ben\"}").body())
                .contains("user:ben");
        assertThat(send("DELETE", path).statusCode()).isEqualTo(204);
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void aPipelineMeetsAChangeAtItsNextStart() throws Exception {
        String function = function("a * 10", "a");
        Topic topic = new Topic(broker, 1);
        topic.produce(10, index -> "{\"id\":" + index + "}");
        String more = COLUMNS + ", \"transform\": \"select " + function + "(id) as n from input\"";
        String pipeline = name();
        String both = "\"target\": {\"delta\": {\"table\": \"" + pipeline + "\"}, ";
        HttpResponse<String> made = post(
                "/api/v1/pipelines", pipeline, definition(pipeline, topic, more).replace("\"target\": {", both));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(made.body()).contains("\"functions\":[{\"name\":\"" + function + "\"", "\"a * 10\"");
        service().start(pipeline);
        awaitReceived(pipeline, 10);

        patch(FUNCTIONS + "/" + function, "*", "{\"body\":\"a * 1000\"}");
        topic.produce(10, index -> "{\"id\":" + index + "}");
        awaitReceived(pipeline, 20);
        assertThat(service().get(pipeline).functions().get(0).body())
                .as("of the run that is at work")
                .isEqualTo("a * 10");
        drain(pipeline);
        service().start(pipeline);
        topic.produce(10, index -> "{\"id\":" + index + "}");
        awaitReceived(pipeline, 30);
        drain(pipeline);

        assertThat(service().get(pipeline).functions().get(0).body()).isEqualTo("a * 1000");
        assertThat(select(pipeline, "sum(n)")).isEqualTo("" + (2 * 45 * 10 + 45 * 1_000));
    }

    @Test
    void whatAPipelineCallsCannotGoAndWhatItCannotCallIsToldAtTheStart() {
        String function = function("a + 1", "a");
        Topic topic = new Topic(broker, 1);
        String more = COLUMNS + ", \"transform\": \"select " + function + "(id) as n from input\"";
        String pipeline = name();
        post("/api/v1/pipelines", pipeline, definition(pipeline, topic, more));

        HttpResponse<String> used = send("DELETE", FUNCTIONS + "/" + function);
        assertThat(used.statusCode()).isEqualTo(409);
        assertThat(used.body()).contains("function-in-use", "pipeline " + pipeline, "\"otherUsers\":0");
        patch(FUNCTIONS + "/" + function, "*", "{\"parameters\":[\"a\",\"b\"],\"body\":\"a + b\"}");
        HttpResponse<String> unstarted = post("/api/v1/pipelines/" + pipeline + "/start", name(), "");
        assertThat(unstarted.statusCode()).isEqualTo(422);
        assertThat(unstarted.body()).contains("\"field\":\"transform\"", function + "(a, b)");
        HttpResponse<String> mended = patch(
                "/api/v1/pipelines/" + pipeline,
                "*",
                "{\"transform\":\"select " + function + "(id, 2) as n, '" + function + "(' as t from input\"}");
        assertThat(mended.body()).contains("\"a + b\"");
        assertThat(patch("/api/v1/pipelines/" + pipeline, "*", "{\"transform\":\"select id from input\"}")
                        .body())
                .contains("\"functions\":[]");
        assertThat(send("DELETE", FUNCTIONS + "/" + function).statusCode()).isEqualTo(204);
        assertThat(post("/api/v1/pipelines", name(), definition(name(), topic, more))
                        .body())
                .contains("function that is not allowed: " + function);
        assertThat(post("/api/v1/pipelines", name(), definition(name(), topic, "\"functions\": []," + COLUMNS))
                        .statusCode())
                .isEqualTo(201);
        String brought = "\"functions\": [{\"name\":\"x\",\"parameters\":[],\"body\":\"1\"}]," + COLUMNS;
        assertThat(post("/api/v1/pipelines", name(), definition(name(), topic, brought))
                        .body())
                .contains("\"field\":\"functions\"");
    }

    @Test
    void aCascadeTakesThoseThatCallItAlongAndTheRelationsThatTheyFeed() throws Exception {
        String function = function("a + 1", "a");
        Topic topic = new Topic(broker, 1);
        topic.produce(5, index -> "{\"id\":" + index + "}");
        String calling = name();
        String more = COLUMNS + ", \"transform\": \"select " + function + "(id) as n from input\"";
        post("/api/v1/pipelines", calling, definition(calling, topic, more));
        service().start(calling);
        String stream =
                relation("STREAM", "\"source\":{\"store\":\"broker\",\"topic\":\"" + topic.name() + "\"}," + COLUMNS);
        String query = "\"query\":\"select " + function + "(id) as n from " + stream + "\"";
        String fed = relation("TABLE", query + ",\"target\":{\"delta\":{\"table\":\"fed_" + name() + "\"}}");
        String other = relation("TABLE", "\"target\":{\"delta\":{\"table\":\"other_" + name() + "\"}}");
        awaitReceived(calling, 5);

        assertThat(send("DELETE", FUNCTIONS + "/" + function).body())
                .contains("function-in-use", "pipeline " + calling, "pipeline " + fed, "\"otherUsers\":0");
        assertThat(send("DELETE", FUNCTIONS + "/" + function + "?cascade=true").statusCode())
                .isEqualTo(204);

        assertThat(Stream.of("functions/" + function, "pipelines/" + calling, "pipelines/" + fed, "relations/" + fed)
                        .map(path -> get("/api/v1/" + path).statusCode()))
                .containsOnly(404);
        assertThat(Stream.of(stream, other)
                        .map(relation -> get("/api/v1/relations/" + relation).statusCode()))
                .containsOnly(200);
        assertThat(rows(calling)).as("the rows stay").isEqualTo(5);
        assertThat(Stream.of("FUNCTION " + function, "PIPELINE " + calling, "PIPELINE " + fed, "RELATION " + fed)
                        .map(FunctionsTest::removals))
                .as("told of, each once")
                .containsOnly(1);
    }

    @Test
    void whatAViewCallsStaysUntilItCallsItNoMoreOrGoesAlong() {
        String function = function("a + 1", "a");
        String second = function("a + 2", "a");
        String spoken = function("a + 3", "a");
        Topic topic = new Topic(broker, 1);
        String stream =
                relation("STREAM", "\"source\":{\"store\":\"broker\",\"topic\":\"" + topic.name() + "\"}," + COLUMNS);
        String view = relation(
                "VIEW", "\"query\":\"select " + function + "(id) as n, '" + spoken + "(' as t from " + stream + "\"");
        String over = relation("VIEW", "\"query\":\"select n from " + view + "\"");

        HttpResponse<String> used = send("DELETE", FUNCTIONS + "/" + function);
        assertThat(used.statusCode()).isEqualTo(409);
        assertThat(used.body())
                .contains(
                        "function-in-use",
                        "is called by relation " + view + "\"",
                        "\"users\":[\"relation " + view + "\"]");
        assertThat(send("DELETE", FUNCTIONS + "/" + spoken).statusCode())
                .as("which is only written of")
                .isEqualTo(204);
        HttpResponse<String> changed = patch(
                "/api/v1/relations/" + view, "*", "{\"query\":\"select " + second + "(id) as n from " + stream + "\"}");
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        patch("/api/v1/relations/" + view, "*", "{\"comment\":\"which changes no query\"}");
        assertThat(send("DELETE", FUNCTIONS + "/" + function).statusCode()).isEqualTo(204);
        assertThat(send("DELETE", FUNCTIONS + "/" + second).body()).contains("relation " + view);

        assertThat(send("DELETE", FUNCTIONS + "/" + second + "?cascade=true").statusCode())
                .isEqualTo(204);
        assertThat(Stream.of("functions/" + second, "relations/" + view, "relations/" + over)
                        .map(path -> get("/api/v1/" + path).statusCode()))
                .containsOnly(404);
        assertThat(get("/api/v1/relations/" + stream).statusCode()).isEqualTo(200);
        assertThat(Stream.of("FUNCTION " + second, "RELATION " + view, "RELATION " + over)
                        .map(FunctionsTest::removals))
                .as("told of, each once")
                .containsOnly(1);
    }

    private static String relation(String kind, String more) {
        String name = name();
        HttpResponse<String> made =
                post("/api/v1/relations", name, "{\"name\":\"" + name + "\",\"kind\":\"" + kind + "\"," + more + "}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return name;
    }

    /** What the control plane is to be told; nobody answers in its place. */
    private static int removals(String kindAndName) {
        return worker.getBean(JdbcClient.class)
                .sql("select count(*) from outbox_message where destination = 'PLATFORM' and path = ?"
                        + " and (body::jsonb ->> 'kind') || ' ' || (body::jsonb ->> 'name') = ?")
                .params(Removal.PATH, kindAndName)
                .query(Integer.class)
                .single();
    }

    @Test
    void aDryRunCallsThem() {
        String function = function("'<' || a || '>'", "a");
        Topic topic = new Topic(broker, 1);
        topic.produce(3, index -> "{\"id\":" + index + "}");
        String more = COLUMNS + ", \"transform\": \"select " + function + "(id::varchar) as n from input\"";

        assertThat(post("/api/v1/pipelines/dry-run?waitMillis=20000", name(), definition(name(), topic, more))
                        .body())
                .contains("<0>", "<1>", "<2>");
    }

    private static String function(String body, String parameter) {
        String name = name();
        HttpResponse<String> made = post(
                FUNCTIONS,
                "make-" + name,
                "{\"name\":\"" + name + "\",\"parameters\":[\"" + parameter + "\"],\"body\":\"" + body + "\"}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return name;
    }

    private static HttpResponse<String> send(String method, String path) {
        return send(method, path, "");
    }
}
