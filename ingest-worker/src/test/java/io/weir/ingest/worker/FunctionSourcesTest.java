package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.ingest.Topic;
import io.weir.ingest.bytecode.Jars;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Jars, functions that are their methods, and pipelines that call them. */
class FunctionSourcesTest extends WorkerTest {

    private static final String SOURCES = "/api/v1/function-sources";
    private static final String FUNCTIONS = "/api/v1/functions";
    private static final String COLUMNS = "\"columns\": [{\"name\": \"id\", \"type\": \"BIGINT\"}]";

    private static byte[] jar(String expression) {
        return Jars.of(
                "com.example.Tax",
                "package com.example; public class Tax { public static long gross(long id) { return " + expression
                        + "; } public static String words(String text, int most) { return text; } }");
    }

    private static String upload(String name, byte[] jar) {
        return "{\"name\":\"" + name + "\",\"content\":\"" + Base64.getEncoder().encodeToString(jar) + "\"}";
    }

    private static String source(byte[] jar) {
        String name = name();
        HttpResponse<String> made = post(SOURCES, "make-" + name, upload(name, jar));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return name;
    }

    private static HttpResponse<String> ask(String function, String source, String method) {
        return post(
                FUNCTIONS,
                "make-" + function,
                "{\"name\":\"" + function + "\",\"javaMethod\":{\"source\":\"" + source
                        + "\",\"className\":\"com.example.Tax\",\"method\":\"" + method + "\"}}");
    }

    private static String function(String source) {
        String name = name();
        HttpResponse<String> made = ask(name, source, "gross");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return name;
    }

    private static HttpResponse<String> change(String source, byte[] jar) {
        String content = Base64.getEncoder().encodeToString(jar);
        return patch(SOURCES + "/" + source, "*", "{\"content\":\"" + content + "\"}");
    }

    private static byte[] download(String source) {
        return HttpClient.newHttpClient()
                .sendAsync(
                        HttpRequest.newBuilder(uri(SOURCES + "/" + source + "/content"))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .join()
                .body();
    }

    private static long jars(String source) {
        return worker.getBean(JdbcClient.class)
                .sql("select count(*) from function_jar where source = :source")
                .param("source", source)
                .query(Long.class)
                .single();
    }

    @Test
    void aSourceIsUploadedDownloadedChangedHandedOverAndRemoved() {
        String name = name();
        String path = SOURCES + "/" + name;
        byte[] jar = jar("id + 1");

        HttpResponse<String> made = post(SOURCES, "make-" + name, upload(name, jar));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(made.headers().firstValue("Location")).contains(path);
        assertThat(made.body())
                .contains(
                        "\"className\":\"com.example.Tax\"",
                        "\"name\":\"gross\"",
                        "\"parameters\":[\"VARCHAR\",\"INTEGER\"]",
                        "\"bytes\":" + jar.length);
        assertThat(post(SOURCES, "make-" + name, upload(name, jar)).body())
                .as("repeated")
                .isEqualTo(made.body());
        assertThat(post(SOURCES, "other-" + name, upload(name, jar)).body()).contains("function-source-exists");
        assertThat(download(name)).isEqualTo(jar);
        String tag = made.headers().firstValue("ETag").orElseThrow();
        assertThat(patch(path, tag, "{\"comment\":\"first\"}").body()).contains("first");
        assertThat(patch(path, tag, "{\"comment\":\"second\"}").statusCode()).isEqualTo(412);
        byte[] other = jar("id + 2");
        assertThat(change(name, other).statusCode()).isEqualTo(200);
        assertThat(download(name)).isEqualTo(other);
        assertThat(jars(name)).as("that no pipeline calls is not kept").isEqualTo(1);
        assertThat(get(SOURCES + "?prefix=" + name).body()).contains(name);
        assertThat(get(SOURCES + "?prefix=x" + name).body()).isEqualTo("{\"items\":[]}");
        assertThat(patch(path, null, "{}").statusCode()).isEqualTo(200);
        assertThat(send("PUT", path + "/owner", "{\"owner\":\"user:ben\"}").body())
                .contains("user:ben");
        assertThat(send("DELETE", path, "").statusCode()).isEqualTo(204);
        assertThat(get(path).statusCode()).isEqualTo(404);
        assertThat(jars(name)).isZero();
    }

    @Test
    void whatIsNoJarIsRefusedWithItsEntry() {
        HttpResponse<String> outside = post(SOURCES, name(), upload("x", jar("System.nanoTime()")));
        assertThat(outside.statusCode()).isEqualTo(422);
        assertThat(outside.body())
                .contains("\"field\":\"content\"", "com/example/Tax.class: java.lang.System.nanoTime");
        assertThat(post(SOURCES, name(), upload("no name", jar("1"))).body()).contains("\"field\":\"name\"");
        assertThat(post(SOURCES, name(), upload("x", new byte[(4 << 20) + 3])).body())
                .contains("\"field\":\"content\"", "is too long");
    }

    @Test
    void ofTwoUploadsOfANameAtOnceOneIsKept() {
        for (int round = 0; round < 20; round++) {
            String name = name();
            List<CompletableFuture<HttpResponse<String>>> both = Stream.of(jar("1"), jar("2"))
                    .map(jar -> CompletableFuture.supplyAsync(() -> post(SOURCES, name(), upload(name, jar))))
                    .toList();
            assertThat(both.stream().map(each -> each.join().statusCode())).containsExactlyInAnyOrder(201, 409);
            assertThat(jars(name)).isEqualTo(1);
        }
    }

    @Test
    void aFunctionIsAMethodThatTheSourceHas() {
        String source = source(jar("id"));
        String name = name();

        assertThat(ask(name, source, "gross").body())
                .contains(
                        "\"parameters\":[\"p1\"]", "\"body\":\"com.example.Tax.gross(p1)\"", "\"returns\":\"BIGINT\"");
        assertThat(ask(name(), source, "net").body())
                .contains("\"field\":\"javaMethod.method\"", "com.example.Tax.gross(BIGINT) BIGINT");
        assertThat(ask(name(), "nothing", "net").body()).contains("\"field\":\"javaMethod.source\"");
        assertThat(patch(FUNCTIONS + "/" + name, "*", "{\"parameters\":[\"a\",\"b\"]}")
                        .body())
                .contains("\"field\":\"javaMethod.method\"");
        assertThat(patch(FUNCTIONS + "/" + name, "*", "{\"parameters\":[\"number\"]}")
                        .body())
                .contains("gross(number)");
        HttpResponse<String> used = send("DELETE", SOURCES + "/" + source, "");
        assertThat(used.statusCode()).isEqualTo(409);
        assertThat(used.body()).contains("function-source-in-use", "function " + name);
        byte[] other = Jars.of("A", "public class A { public static int a() { return 1; } }");
        assertThat(change(source, other).body()).contains("lacks a method", "function " + name);
        assertThat(patch(FUNCTIONS + "/" + name, "*", "{\"body\":\"number + 1\"}")
                        .body())
                .contains("number + 1")
                .doesNotContain("\"javaMethod\"");
        assertThat(send("DELETE", SOURCES + "/" + source, "").statusCode()).isEqualTo(204);
    }

    @Test
    void rowsOfBothTargetsAreWhatTheMethodMakesAndOneThatItThrowsForIsADeadLetter() throws Exception {
        String function = function(source(jar("id % 10 == 3 ? Long.parseLong(\"no \" + id) : id * 7")));
        Topic topic = new Topic(broker, 2);
        topic.produce(40, index -> "{\"id\":" + index + "}");
        String more = COLUMNS + ", \"transform\": \"select id, " + function + "(id) as n from input\"";
        String[] made = new String[1];

        String progress = run(topic, more, name -> {
            made[0] = name;
            return "\"target\": {\"delta\": {\"table\": \"" + name + "\"}, ";
        });

        assertThat(progress).contains("\"written\":36", "\"deadLettered\":4");
        assertThat(get("/api/v1/pipelines/" + made[0] + "/dead-letters").body())
                .contains("the transform fails for n", "NumberFormatException", "no 13");
        String sum = "sum(n) || ' ' || count(*)";
        assertThat(select(made[0], sum)).isEqualTo((780 - 72) * 7 + " 36");
        assertThat(inLake(made[0], "select " + sum)).containsExactly((780 - 72) * 7 + " 36");
    }

    @Test
    void aDeltaTableAloneHasItToo() throws Exception {
        String function = function(source(jar("id * 3")));
        Topic topic = new Topic(broker, 1);
        topic.produce(10, index -> "{\"id\":" + index + "}");
        String name = name();
        String definition = "{\"name\":\"" + name + "\",\"source\":{\"store\":\"broker\",\"topic\":\"" + topic.name()
                + "\"}," + COLUMNS + ",\"transform\":\"select " + function
                + "(id) as n from input\",\"target\":{\"delta\":{\"table\":\"" + name + "\"}}}";
        HttpResponse<String> made = post("/api/v1/pipelines", name, definition);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);

        service().start(name);
        drain(name);

        assertThat(select(name, "sum(n)")).isEqualTo("135");
    }

    @Test
    void aPipelineMeetsAnotherJarAtItsNextStartAndKeepsItsOwnUntilThen() throws Exception {
        String source = source(jar("id * 10"));
        String function = function(source);
        Topic topic = new Topic(broker, 1);
        topic.produce(10, index -> "{\"id\":" + index + "}");
        String pipeline = name();
        String more = COLUMNS + ", \"transform\": \"select " + function + "(id) as n from input\"";
        post("/api/v1/pipelines", pipeline, definition(pipeline, topic, more));
        service().start(pipeline);
        awaitReceived(pipeline, 10);

        assertThat(change(source, jar("id * 1000")).statusCode()).isEqualTo(200);
        assertThat(jars(source)).as("the pipeline's own and the new one").isEqualTo(2);
        topic.produce(10, index -> "{\"id\":" + index + "}");
        awaitReceived(pipeline, 20);
        drain(pipeline);
        service().start(pipeline);
        topic.produce(10, index -> "{\"id\":" + index + "}");
        awaitReceived(pipeline, 30);
        drain(pipeline);

        assertThat(inLake(pipeline, "select sum(n)")).containsExactly("" + (2 * 45 * 10 + 45 * 1_000));
        assertThat(change(source, jar("id")).statusCode()).isEqualTo(200);
        assertThat(jars(source)).as("without the first one").isEqualTo(2);
        assertThat(send("DELETE", SOURCES + "/" + source, "").body())
                .contains("function " + function, "pipeline " + pipeline);
    }

    @Test
    void aDryRunAndWhatDoesNotGoWithItAreToldBeforeAnythingRuns() {
        String function = function(source(jar("id * 2")));
        Topic topic = new Topic(broker, 1);
        topic.produce(3, index -> "{\"id\":" + index + "}");
        String good = COLUMNS + ", \"transform\": \"select " + function + "(id) as n from input\"";
        String bad = COLUMNS + ", \"transform\": \"select " + function + "(id::varchar) as n from input\"";

        assertThat(post("/api/v1/pipelines/dry-run?waitMillis=20000", name(), definition(name(), topic, good))
                        .body())
                .contains("\"n\":4");
        HttpResponse<String> refused = post("/api/v1/pipelines", name(), definition(name(), topic, bad));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("\"field\":\"transform\"", "'" + function + "(VARCHAR)'");
    }

    @Test
    void aCascadeTakesFunctionsAlongAndWhoCallsThem() throws Exception {
        String source = source(jar("id + 1"));
        String function = function(source);
        String uncalled = function(source);
        Topic topic = new Topic(broker, 1);
        topic.produce(5, index -> "{\"id\":" + index + "}");
        String calling = name();
        String more = COLUMNS + ", \"transform\": \"select " + function + "(id) as n from input\"";
        post("/api/v1/pipelines", calling, definition(calling, topic, more));
        service().start(calling);
        awaitReceived(calling, 5);
        String stream = relation(
                "\"kind\":\"STREAM\",\"source\":{\"store\":\"broker\",\"topic\":\"" + topic.name() + "\"}," + COLUMNS);
        String view = relation("\"kind\":\"VIEW\",\"query\":\"select " + function + "(id) as n from " + stream + "\"");

        HttpResponse<String> used = send("DELETE", SOURCES + "/" + source, "");
        assertThat(used.statusCode()).isEqualTo(409);
        assertThat(used.body())
                .contains("function-source-in-use", "is used by function ", "\"otherUsers\":0")
                .contains("function " + function, "function " + uncalled)
                .contains("pipeline " + calling, "relation " + view);
        assertThat(send("DELETE", SOURCES + "/" + source + "?cascade=true", "").statusCode())
                .isEqualTo(204);

        assertThat(Stream.of(
                                "function-sources/" + source,
                                "functions/" + function,
                                "functions/" + uncalled,
                                "pipelines/" + calling,
                                "relations/" + view)
                        .map(path -> get("/api/v1/" + path).statusCode()))
                .containsOnly(404);
        assertThat(jars(source)).isZero();
        assertThat(get("/api/v1/relations/" + stream).statusCode()).isEqualTo(200);
        assertThat(rows(calling)).as("the rows stay").isEqualTo(5);
    }

    private static String relation(String more) {
        String name = name();
        HttpResponse<String> made = post("/api/v1/relations", name, "{\"name\":\"" + name + "\"," + more + "}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return name;
    }

    @Test
    void aPipelineThatIsMadeWhileASourceGoesIsThereWithItsJarOrNotAtAll() {
        Topic topic = new Topic(broker, 1);
        for (int round = 0; round < 10; round++) {
            String source = source(jar("id + 1"));
            String function = function(source);
            String more = COLUMNS + ", \"transform\": \"select " + function + "(id) as n from input\"";
            String pipeline = name();

            CompletableFuture<HttpResponse<String>> made = CompletableFuture.supplyAsync(
                    () -> post("/api/v1/pipelines", pipeline, definition(pipeline, topic, more)));
            HttpResponse<String> removed = send("DELETE", SOURCES + "/" + source + "?cascade=true", "");

            assertThat(removed.statusCode()).as(removed.body()).isEqualTo(204);
            assertThat(made.join().statusCode()).as(made.join().body()).isIn(201, 422);
            assertThat(get("/api/v1/pipelines/" + pipeline).statusCode()).isEqualTo(404);
            assertThat(get(FUNCTIONS + "/" + function).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void anUploadThatDiesBetweenTheSourceAndItsJarLeavesNeither() throws Exception {
        String name = name();
        byte[] jar = jar("id");
        CompletableFuture<HttpResponse<String>> upload;
        try (Connection other = worker.getBean(DataSource.class).getConnection()) {
            other.setAutoCommit(false);
            execute(other, "lock table function_jar in exclusive mode");
            upload = CompletableFuture.supplyAsync(() -> post(SOURCES, "make-" + name, upload(name, jar)));
            // Its source is there, as far as it can see itself; what PostgreSQL does for a process that is gone is done
            // to it now.
            await().until(() -> endedWaitingForJars() > 0);
            other.rollback();
        }

        assertThat(upload.join().statusCode()).as(upload.join().body()).isGreaterThanOrEqualTo(500);
        assertThat(get(SOURCES + "/" + name).statusCode()).isEqualTo(404);
        assertThat(jars(name)).isZero();
        HttpResponse<String> again = post(SOURCES, "make-" + name, upload(name, jar));
        assertThat(again.statusCode()).as(again.body()).isEqualTo(201);
        assertThat(download(name)).isEqualTo(jar);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int endedWaitingForJars() {
        return worker.getBean(JdbcClient.class)
                .sql("select count(*) filter (where pg_terminate_backend(pid)) from pg_locks"
                        + " where relation = 'function_jar'::regclass and not granted")
                .query(Integer.class)
                .single();
    }

    @Test
    void aPipelineWhoseJarIsGoneSaysSoAndGoesOnOnceItIsThereAgain() throws Exception {
        String source = source(jar("id * 3"));
        String function = function(source);
        Topic topic = new Topic(broker, 1);
        topic.produce(10, index -> "{\"id\":" + index + "}");
        String pipeline = name();
        String more = COLUMNS + ", \"transform\": \"select " + function + "(id) as n from input\"";
        post("/api/v1/pipelines", pipeline, definition(pipeline, topic, more));
        JdbcClient jdbc = worker.getBean(JdbcClient.class);
        jdbc.sql("create table kept_jar as select * from function_jar where source = ?")
                .param(source)
                .update();
        jdbc.sql("delete from function_jar where source = ?").param(source).update();

        service().start(pipeline);

        await().untilAsserted(() -> assertThat(failure(pipeline)).contains("a jar of " + source + " is gone"));
        assertThat(get("/api/v1/pipelines/" + pipeline + "/progress").body()).contains("\"received\":0");
        jdbc.sql("insert into function_jar select * from kept_jar").update();
        jdbc.sql("drop table kept_jar").update();
        awaitReceived(pipeline, 10);
        drain(pipeline);
        assertThat(inLake(pipeline, "select sum(n)")).containsExactly("135");
    }
}
