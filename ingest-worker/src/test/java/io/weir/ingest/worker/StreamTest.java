package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.Topic;
import io.weir.ingest.deltasink.MemoryDeltaTables;
import io.weir.ingest.pipeline.PipelineTarget;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Pipelines that look records up, and at more than one of them. */
class StreamTest extends WorkerTest {

    private static final String READ = "\"columns\": [{\"name\": \"id\", \"type\": \"BIGINT\"},"
            + " {\"name\": \"customer\", \"type\": \"BIGINT\"}, {\"name\": \"at\", \"type\": \"TIMESTAMP\"}]";

    private static Topic orders() {
        Topic topic = new Topic(broker, 2);
        topic.produce(
                1_000,
                index -> "{\"id\":" + index % 600 + ",\"customer\":" + index % 5
                        + ",\"at\":\"2026-01-01 00:" + String.format("%02d", index / 60) + ":"
                        + String.format("%02d", index % 60) + "\"}");
        return topic;
    }

    @Test
    void recordsAreLookedUpInATableOfTheWarehouse() throws SQLException {
        String customers = "customers" + UUID.randomUUID().toString().substring(0, 8);
        executeInLake("create table " + customers + " as select range as number, 'c' || range as name, 1.5 as rate"
                + " from range(4) union all select 0, 'a0', 0.5");
        String lookup = READ + ", \"references\": [{\"name\": \"customer_row\", \"table\": \"" + customers
                + "\", \"on\": {\"number\": \"customer\"}, \"columns\": [{\"name\": \"name\", \"type\": \"VARCHAR\"}]}],"
                + " \"transform\": \"select id, customer_row.name as name from input where customer_row is not null\"";

        String progress = run(orders(), lookup);

        assertThat(progress).contains("\"received\":1000", "\"written\":800", "\"filtered\":200");
        assertThat(inLake(nameIn(progress), "select string_agg(distinct name, ' ' order by name)"))
                .containsExactly("a0 c1 c2 c3");
        String broken = definition("broken", new Topic(broker, 1), lookup.replace("\"customer\"}", "\"none\"}"));
        assertThat(post("/api/v1/pipelines", "broken-reference", broken).body())
                .contains("\"field\":\"references[0].on\"", "\"found\":\"none\"", "id, customer, at");
        String dry = definition("dry", orders(), lookup);
        assertThat(post("/api/v1/pipelines/dry-run?waitMillis=20000", "dry-reference", dry)
                        .body())
                .contains("a0");
        executeInLake("drop table " + customers);
        String gone =
                create(orders(), table -> new PipelineTarget(new PipelineTarget.WarehouseTarget("lake", table), null));
        patch("/api/v1/pipelines/" + gone, "*", "{" + lookup + "}");
        service().start(gone);
        org.awaitility.Awaitility.await()
                .untilAsserted(() -> assertThat(failure(gone)).contains("table " + customers, "cannot be read"));
    }

    @Test
    void theFirstOfEachKeyIsWrittenAndTheOthersAreCounted() {
        String progress = run(
                orders(), READ + ", \"dedupe\": {\"keys\": [\"id\"], \"time\": \"at\", \"horizonMillis\": 86400000}");

        assertThat(progress).contains("\"received\":1000", "\"written\":600", "\"deadLettered\":0", "\"filtered\":400");
        assertThat(rows(nameIn(progress))).isEqualTo(600);
    }

    @Test
    void windowsAreWrittenWhenTheyHaveEnded() throws SQLException {
        Topic topic = orders();
        // One for each partition, so that both are far enough.
        topic.produce(2, index -> "{\"id\":-1,\"customer\":-1,\"at\":\"2026-01-02 00:00:00\"}");
        String progress = run(
                topic,
                READ + ", \"window\": {\"time\": \"at\", \"sizeMillis\": 60000, \"latenessMillis\": 86400000,"
                        + " \"groupBy\": [\"customer\"], \"aggregates\": [{\"name\": \"orders\", \"function\": \"COUNT\"}]}");

        assertThat(progress).contains("\"received\":1002", "\"written\":1002", "\"filtered\":0");
        assertThat(rows(nameIn(progress))).isZero();
        topic.produce(2, index -> "{\"id\":-1,\"customer\":-1,\"at\":\"2026-01-03 00:00:00\"}");
        service().start(nameIn(progress));
        drain(nameIn(progress));

        assertThat(inLake(nameIn(progress), "select count(*), sum(orders), count(distinct window_start)"))
                .containsExactly("85|1000|17");
    }

    /** A table, whose commits are refused and lose their replies now and then, remembers as a warehouse does. */
    @Test
    void theFirstOfEachKeyIsWrittenToADeltaTableThoughCommitsFail() throws SQLException {
        Set<MemoryDeltaTables.When> interfered = interfere();

        String name = runIntoDelta(
                orders(),
                "",
                READ + ", \"batch\": {\"maxRows\": 100}, \"dedupe\": {\"keys\": [\"id\"], \"time\": \"at\","
                        + " \"horizonMillis\": 86400000}");
        tables().interfere((table, when) -> {});

        assertThat(interfered).hasSize(2);
        assertThat(get("/api/v1/pipelines/" + name + "/progress").body())
                .contains("\"received\":1000", "\"written\":600", "\"deadLettered\":0", "\"filtered\":400");
        assertThat(idsIn(name)).isEqualTo("600 600");
        assertThat(select(name + "_" + name + "_state", "count(distinct id)")).isEqualTo("600");
    }

    @Test
    void windowsAreWrittenToADeltaTableInPartitionsAcrossStops() throws SQLException {
        Topic topic = orders();
        topic.produce(2, index -> "{\"id\":-1,\"customer\":-1,\"at\":\"2026-01-02 00:00:00\"}");
        String name = runIntoDelta(
                topic,
                ", \"partitionBy\": [\"customer\"], \"clusterBy\": [\"window_start\"]",
                READ + ", \"window\": {\"time\": \"at\", \"sizeMillis\": 60000, \"latenessMillis\": 86400000,"
                        + " \"groupBy\": [\"customer\"], \"aggregates\": [{\"name\": \"orders\", \"function\": \"COUNT\"},"
                        + " {\"name\": \"ids\", \"function\": \"SUM\", \"column\": \"id\"}]}");
        assertThat(get("/api/v1/pipelines/" + name + "/progress").body())
                .contains("\"received\":1002", "\"written\":1002", "\"filtered\":0");
        assertThat(tables().files(name)).isEmpty();

        topic.produce(2, index -> "{\"id\":-1,\"customer\":-1,\"at\":\"2026-01-03 00:00:00\"}");
        service().start(name);
        drain(name);

        assertThat(select(
                        name,
                        "count(*) || ' ' || sum(orders) || ' ' || count(distinct window_start) || ' ' || sum(ids)"))
                .isEqualTo("85 1000 17 259500");
        assertThat(tables().files(name)).hasSize(5);
        assertThat(tables().find(name).orElseThrow().schema().toString()).contains("decimal(38,0)");
    }

    @Test
    void lettersThatComeBackToADeltaTableAreRememberedFromThenOn() throws SQLException {
        Topic topic = new Topic(broker, 1);
        topic.produce(
                10,
                index -> "{\"id\":" + index + ",\"n\":\"" + (index == 5 ? "x" : "") + "1\",\"day\":\"2026-01-01\"}");
        String name = runIntoDelta(topic, "", """
                "columns": [{"name": "id", "type": "BIGINT"}, {"name": "n", "type": "VARCHAR"}, {"name": "day", "type": "TIMESTAMP"}],
                 "transform": "select id, n::int as n, day from input",
                 "dedupe": {"keys": ["id"], "time": "day", "horizonMillis": 86400000}""");
        String path = "/api/v1/pipelines/" + name;
        String fixed = "{\"transform\": \"select id, replace(n, 'x', '')::int as n, day from input\"}";
        assertThat(patch(path, "*", fixed).statusCode()).isEqualTo(200);

        assertThat(post(path + "/dead-letters/replay", "replay-" + name, "").body())
                .isEqualTo("{\"taken\":1,\"written\":1,\"filtered\":0,\"left\":0}");
        topic.produce(2, index -> "{\"id\":" + (index + 5) + ",\"n\":\"2\",\"day\":\"2026-01-01\"}");
        service().start(name);
        drain(name);

        assertThat(get(path + "/progress").body())
                .contains("\"received\":12", "\"written\":10", "\"deadLettered\":0", "\"filtered\":2");
        assertThat(select(name, "count(*) || ' ' || count(distinct id) || ' ' || sum(n)"))
                .isEqualTo("10 10 10");
    }

    /** Has a pipeline read a topic to its end that writes to a Delta table alone, and says its name. */
    private static String runIntoDelta(Topic topic, String layout, String more) {
        String name = "p" + UUID.randomUUID().toString().substring(0, 8);
        String definition = """
                {"name": "%s", "source": {"store": "broker", "topic": "%s"}, %s,
                 "target": {"delta": {"table": "%s"%s}}}""".formatted(name, topic.name(), more, name, layout);
        HttpResponse<String> created = post("/api/v1/pipelines", "create-" + name, definition);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        service().start(name);
        drain(name);
        return name;
    }

    @Test
    void whatADeltaTableCannotRememberIsNamed() {
        String dedupe = READ + ", \"dedupe\": {\"keys\": [\"id\"], \"time\": \"at\", \"horizonMillis\": 86400000}";
        String both = definition("both", new Topic(broker, 1), dedupe)
                .replace("\"target\": {", "\"target\": {\"delta\": {\"table\": \"both\"}, ");
        String name = "n".repeat(70);
        String far = definition(name, new Topic(broker, 1), dedupe)
                .replaceAll("\"target\":.*", "\"target\": {\"delta\": {\"table\": \"" + name + "\"}}}");

        assertThat(post("/api/v1/pipelines", "remember-both", both).body())
                .contains("\"field\":\"dedupe\"", "\"found\":\"warehouse and delta\"", "alone");
        assertThat(post("/api/v1/pipelines", "remember-far", far).body())
                .contains("\"field\":\"target.delta.table\"", "at most 128 characters");
    }

    /** Windows of windows have columns of those names. */
    @Test
    void aColumnThatAWindowMakesIsThereOnce() {
        String twice = definition(
                "bad",
                new Topic(broker, 1),
                READ.replace("customer", "WINDOW_end")
                        + ", \"window\": {\"time\": \"at\", \"sizeMillis\": 60000, \"groupBy\": [\"id\", \"WINDOW_end\", \"id\"],"
                        + " \"aggregates\": [{\"name\": \"n\", \"function\": \"COUNT\"}]}");

        HttpResponse<String> answer = post("/api/v1/pipelines", "window-twice", twice);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(answer.body()).contains("\"field\":\"window.groupBy[1]\"", "\"field\":\"window.groupBy[2]\"");
    }

    @Test
    void whatCannotBeIsNamedWithWhatMay() {
        Topic topic = new Topic(broker, 1);
        HttpResponse<String> dedupe = post(
                "/api/v1/pipelines",
                "bad-dedupe",
                definition(
                        "bad",
                        topic,
                        READ + ", \"dedupe\": {\"keys\": [\"none\"], \"time\": \"id\", \"horizonMillis\": 1}"));
        HttpResponse<String> window = post(
                "/api/v1/pipelines",
                "bad-window",
                definition(
                        "bad",
                        topic,
                        READ
                                + ", \"window\": {\"time\": \"at\", \"sizeMillis\": 60000, \"slideMillis\": 90000, \"aggregates\":"
                                + " [{\"name\": \"n\", \"function\": \"SUM\"}, {\"name\": \"N\", \"function\": \"SUM\","
                                + " \"column\": \"at\"}]}"));
        HttpResponse<String> sum = post(
                "/api/v1/pipelines",
                "bad-sum",
                definition(
                        "bad",
                        topic,
                        READ + ", \"window\": {\"time\": \"at\", \"sizeMillis\": 60000, \"aggregates\":"
                                + " [{\"name\": \"n\", \"function\": \"SUM\", \"column\": \"at\"}]}"));

        HttpResponse<String> session = post(
                "/api/v1/pipelines",
                "bad-session",
                definition(
                        "bad",
                        topic,
                        READ
                                + ", \"window\": {\"time\": \"at\", \"sizeMillis\": 60000, \"gapMillis\": 1000, \"idleMillis\": 1,"
                                + " \"aggregates\": [{\"name\": \"n\", \"function\": \"COUNT\"}]}"));

        assertThat(session.body()).contains("\"field\":\"window.gapMillis\"", "\"field\":\"window.idleMillis\"");
        assertThat(dedupe.statusCode()).isEqualTo(422);
        assertThat(dedupe.body())
                .contains(
                        "\"field\":\"dedupe.keys[0]\"",
                        "\"field\":\"dedupe.time\"",
                        "\"field\":\"dedupe.horizonMillis\"",
                        "1000 to 2678400000");
        assertThat(window.body())
                .contains(
                        "\"field\":\"window.slideMillis\"",
                        "\"field\":\"window.aggregates[0].column\"",
                        "\"field\":\"window.aggregates[1].name\"");
        assertThat(sum.statusCode()).isEqualTo(422);
        assertThat(sum.body()).contains("\"field\":\"window.aggregates\"");
    }
}
