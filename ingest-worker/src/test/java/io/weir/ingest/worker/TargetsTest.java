package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.ingest.Topic;
import io.weir.ingest.deltasink.DeltaException;
import io.weir.ingest.deltasink.MemoryDeltaTables;
import io.weir.ingest.pipeline.DeclaredColumn;
import io.weir.ingest.pipeline.DefinitionBuilder;
import io.weir.ingest.pipeline.PipelineSource;
import io.weir.ingest.pipeline.PipelineState;
import io.weir.ingest.pipeline.PipelineTarget;
import io.weir.ingest.progress.DeadLetter;
import io.weir.ingest.progress.DeadLetters;
import io.weir.ingest.progress.PartitionProgress;
import io.weir.ingest.progress.PipelineProgress;
import io.weir.ingest.progress.ProgressReports;
import io.weir.support.paging.PageRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What lies in the targets, Delta tables above all. */
class TargetsTest extends WorkerTest {

    @Test
    void recordsGoThroughATransformOnTheirWayToBothTargets() throws SQLException {
        Topic topic = new Topic(broker, 2);
        topic.produce(
                1_000,
                index -> "{\"id\":" + index + ",\"n\":\"" + (index % 100 == 99 ? "x" : index) + "\",\"other\":1}");
        String transform = "\"columns\": [{\"name\": \"id\", \"type\": \"BIGINT\"},"
                + " {\"name\": \"n\", \"type\": \"VARCHAR\"}], \"transform\":"
                + " \"select id % 7 as id, n::bigint as n from input where id % 2 = 0 or n = 'x'\"";
        String delta = "\"target\": {\"delta\": {\"table\": \"%s\"}, ";

        String both = run(topic, transform, name -> delta.formatted(name));
        String merged = run(
                topic,
                transform + ", \"write\": {\"mode\": \"UPSERT\", \"keys\": [\"id\"], \"sequenceBy\": \"n\"}",
                name -> "\"target\": {");

        assertThat(both).contains("\"received\":1000", "\"written\":500", "\"deadLettered\":10", "\"filtered\":490");
        assertThat(rows(nameIn(both))).isEqualTo(500);
        assertThat(select(nameIn(both), "count(*) || ' ' || sum(n)")).isEqualTo("500 249500");
        assertThat(merged).contains("\"written\":500", "\"deadLettered\":10", "\"filtered\":490");
        assertThat(rows(nameIn(merged))).isEqualTo(7);
        assertThat(get("/api/v1/pipelines/" + nameIn(both) + "/dead-letters").body())
                .contains("the transform fails for n: Conversion Error");
        assertThat(post(
                                "/api/v1/pipelines",
                                "hostile",
                                definition("hostile", topic, transform.replace("n::bigint", "getenv('HOME')")))
                        .body())
                .contains("pipeline-invalid", "\"field\":\"transform\"", "not allowed: getenv", "\"found\":\"getenv\"");
    }

    /** What was read of a batch of which the query leaves nothing is not read again. */
    @ParameterizedTest
    @EnumSource
    void aBatchWithoutAnyRowMovesThePositionAllTheSame(Destination destination) throws SQLException {
        Topic topic = new Topic(broker, 2);
        topic.produce(500, index -> "{\"id\":" + index + "}");
        String name = name();
        service()
                .create(
                        DefinitionBuilder.named(name)
                                .from(new PipelineSource("broker", topic.name(), null, null, null, null))
                                .into(destination.target(name))
                                .columns(List.of(new DeclaredColumn("id", "BIGINT")))
                                .transform("select id from input where id >= 1000")
                                .build(),
                        "user:test");
        service().start(name);
        drain(name);
        assertThat(progress(name)).contains("\"received\":500,", "\"written\":0,", "\"filtered\":500");
        topic.produce(10, index -> "{\"id\":" + (1_000 + index) + "}");

        service().start(name);
        drain(name);

        assertThat(progress(name)).contains("\"received\":510,", "\"written\":10,", "\"filtered\":500");
        assertThat(worker.getBean(ProgressReports.class).of(name).partitions())
                .extracting(PartitionProgress::watermark)
                .containsExactly(254L, 254L);
        assertThat(destination.ids(name)).isEqualTo("10|10|1009");
    }

    private static String progress(String name) {
        return get("/api/v1/pipelines/" + name + "/progress").body();
    }

    /** The warehouse has a record's row; what keeps it from the Delta table beside it now must not pass without a word. */
    @Test
    void aRecordThatIsARowOfOneTargetAndCannotBeOneOfTheOtherEndsThePipeline() throws Exception {
        Topic topic = new Topic(broker, 1);
        topic.produce(20, index -> "{\"id\":" + index + "}");
        String name = name();
        String transform = "\"transform\": \"select %s as id from input\"";
        String definition = definition(
                name, topic, "\"columns\": [{\"name\": \"id\", \"type\": \"BIGINT\"}], " + transform.formatted("id"));
        String both = definition.replace("\"target\": {", "\"target\": {\"delta\": {\"table\": \"" + name + "\"}, ");
        assertThat(post("/api/v1/pipelines", name, both).statusCode()).isEqualTo(201);
        tables().interfere((table, when) -> {
            throw new DeltaException("interfered " + when, new IllegalStateException());
        });
        try {
            service().start(name);
            await().untilAsserted(() -> assertThat(failure(name)).contains("interfered"));
            service().stop(name);
            awaitLeft(name);
        } finally {
            tables().interfere((table, when) -> {});
        }
        String path = "/api/v1/pipelines/" + name;
        String breaking = transform.formatted("(case when id = 10 then 'x' else id::varchar end)::bigint");
        assertThat(patch(path, "*", "{" + breaking + "}").statusCode()).isEqualTo(200);

        service().start(name);
        await().until(() -> service().get(name).state() instanceof PipelineState.Failed);

        assertThat(((PipelineState.Failed) service().get(name).state()).reason())
                .contains("record 10 of partition 0", "the transform fails for id");
        assertThat(patch(path, "*", "{" + transform.formatted("id") + "}").statusCode())
                .isEqualTo(200);
        service().start(name);
        drain(name);
        assertThat(rows(name)).isEqualTo(20);
        assertThat(idsIn(name)).isEqualTo("20 20");
    }

    /** DuckDB calls the database in {@code lake.duckdb} so, too, and tables of a connection are in {@code temp}. */
    @Test
    void aSchemaMayHaveANameThatDuckDbHasForDatabases() {
        Topic topic = new Topic(broker, 1);
        topic.produce(10, index -> "{\"id\":" + index + "}");
        for (String schema : List.of("lake", "temp")) {
            for (String write : List.of("APPEND\"", "UPSERT\", \"keys\": [\"id\"]")) {
                String name = create(topic, "\"write\": {\"mode\": \"" + write + "}", schema);

                assertThat(rows(schema + "." + name)).isEqualTo(10);
            }
        }
    }

    private static String create(Topic topic, String more, String schema) {
        String table = "\"table\": \"";
        String name = "p" + UUID.randomUUID().toString().substring(0, 8);
        String definition = definition(name, topic, more).replace(table, table + schema + ".");
        assertThat(post("/api/v1/pipelines", name, definition).statusCode()).isEqualTo(201);
        service().start(name);
        drain(name);
        return name;
    }

    @Test
    void theTablesOfTheWorkerAreNobodyElsesHoweverTheyAreCapitalized() {
        String definition = definition("p", new Topic(broker, 1), "\"format\": \"JSON\"")
                .replace("\"table\": \"p\"", "\"table\": \"Weir.watermark\"");
        HttpResponse<String> refused = post("/api/v1/pipelines", "control-tables", definition);

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("target.warehouse.table", "control tables");
    }

    @Test
    void bothTargetsHoldTheSameThoughCommitsFailAtEveryBoundary() throws SQLException {
        Topic topic = new Topic(broker, 4);
        topic.produce(8_000, index -> index % 100 == 0 ? "broken " + index : "{\"id\":" + index + "}");
        String name = create(
                topic,
                table -> new PipelineTarget(
                        new PipelineTarget.WarehouseTarget("lake", table), new PipelineTarget.DeltaTarget(table)));
        Set<MemoryDeltaTables.When> interfered = interfere();
        service().start(name);
        drain(name);
        tables().interfere((table, when) -> {});

        assertThat(interfered).containsExactlyInAnyOrder(MemoryDeltaTables.When.values());
        assertThat(rows(name)).isEqualTo(7_920);
        assertThat(idsIn(name)).isEqualTo("7920 7920");
        assertThat(worker.getBean(ProgressReports.class).of(name).deadLettered())
                .isEqualTo(80);
    }

    @Test
    void aDeltaTargetAloneKeepsItsDeadLettersInATableOfItsOwn() throws SQLException {
        Topic topic = new Topic(broker, 4);
        topic.produce(8_000, index -> index % 100 == 0 ? "broken " + index : "{\"id\":" + index + "}");
        String name = create(topic, table -> new PipelineTarget(null, new PipelineTarget.DeltaTarget(table)));
        Set<MemoryDeltaTables.When> interfered = interfere();
        service().start(name);
        drain(name);
        tables().interfere((table, when) -> {});

        assertThat(interfered).containsExactlyInAnyOrder(MemoryDeltaTables.When.values());
        assertThat(idsIn(name)).isEqualTo("7920 7920");
        PipelineProgress progress = worker.getBean(ProgressReports.class).of(name);
        assertThat(progress.written()).isEqualTo(7_920);
        assertThat(progress.deadLettered()).isEqualTo(80);
        assertThat(select(name + "_dead_letter", "count(*) || ' ' || count(distinct decode(payload))"))
                .isEqualTo("80 80");
        DeadLetters letters = worker.getBean(DeadLetters.class);
        List<DeadLetter> first = letters.list(name, new PageRequest(60, null)).items();
        assertThat(first).hasSize(60).allMatch(letter -> letter.reason().equals("is not JSON"));
        assertThat(first.get(0).payload()).isEqualTo("broken 0");
        assertThat(letters.list(name, new PageRequest(59, DeadLetters.position(first.get(59))))
                        .items())
                .hasSize(20)
                .doesNotContainAnyElementsOf(first);
    }

    @Test
    void progressAtRestIsUnavailableAsLongAsTheTablesAre() {
        String name = drainedToDelta();

        tables().setAway(true);
        HttpResponse<String> away = get("/api/v1/pipelines/" + name + "/progress");
        tables().setAway(false);
        HttpResponse<String> back = get("/api/v1/pipelines/" + name + "/progress");

        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(away.body()).contains("\"code\":\"unavailable\"", "pipeline " + name, "nobody answers");
        assertThat(back.body()).contains("\"received\":10", "\"written\":10");
    }

    @Test
    void whatIsOverIsToldNoMoreThoughNoRecordComes() {
        String name = drainedToDelta();
        tables().setAway(true);
        service().start(name);
        await().until(() -> worker.getBean(PipelineWorkers.class)
                .runner(name)
                .map(PipelineRunner::failure)
                .isPresent());

        tables().setAway(false);

        await().until(() -> failure(name) == null);
        assertThat(service().get(name).state()).isInstanceOf(PipelineState.Running.class);
        service().stop(name);
    }

    /** A pipeline of ten records that are all in its one table. */
    private static String drainedToDelta() {
        Topic topic = new Topic(broker, 1);
        topic.produce(10, index -> "{\"id\":" + index + "}");
        String name = create(topic, table -> new PipelineTarget(null, new PipelineTarget.DeltaTarget(table)));
        service().start(name);
        drain(name);
        return name;
    }
}
