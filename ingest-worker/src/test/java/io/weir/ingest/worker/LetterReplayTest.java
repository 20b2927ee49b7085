package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.ingest.Topic;
import io.weir.ingest.deltasink.DeltaException;
import io.weir.ingest.deltasink.MemoryDeltaTables;
import io.weir.ingest.deltasink.TableFile;
import io.weir.ingest.pipeline.DeclaredColumn;
import io.weir.ingest.pipeline.DefinitionBuilder;
import io.weir.ingest.pipeline.DeltaCompaction;
import io.weir.ingest.pipeline.PipelineSource;
import io.weir.ingest.pipeline.PipelineTarget;
import io.weir.ingest.progress.DeadLetters;
import io.weir.support.paging.PageRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Dead letters come back. */
class LetterReplayTest extends WorkerTest {

    @Test
    void deadLettersComeBackOnceAfterAFix() throws Exception {
        Topic topic = new Topic(broker, 2);
        topic.produce(
                1_000,
                index -> index == 7 ? "no" : "{\"id\":" + index + ",\"n\":\"" + (index % 10 == 0 ? "x" : "") + "1\"}");
        String read =
                "\"columns\": [{\"name\": \"id\", \"type\": \"BIGINT\"}, {\"name\": \"n\", \"type\": \"VARCHAR\"}],"
                        + " \"transform\": \"select id, n::int as n from input\"";
        String name = nameIn(run(topic, read));
        String path = "/api/v1/pipelines/" + name;
        assertThat(get(path + "/progress").body()).contains("\"written\":899", "\"deadLettered\":101");
        String fixed = "{\"transform\": \"select id, replace(n, 'x', '')::int as n from input where id <> 10\"}";
        assertThat(patch(path, "*", fixed).statusCode()).isEqualTo(200);

        HttpResponse<String> first = post(path + "/dead-letters/replay?limit=30", "first-" + name, "");
        HttpResponse<String> again = post(path + "/dead-letters/replay?limit=30", "first-" + name, "");
        String token = first.body().replaceAll(".*\"nextPageToken\":\"([^\"]*)\".*", "$1");
        String after = path + "/dead-letters/replay?limit=1000&pageToken=" + token;
        List<String> others = Stream.of(1, 2, 3, 4)
                .parallel()
                .map(any -> post(after, any + "-" + name, "").body())
                .collect(Collectors.toCollection(ArrayList::new));
        // Each may be overtaken by another, and so all four; one that is alone is not.
        others.add(post(after, "5-" + name, "").body());
        HttpResponse<String> rest = post(path + "/dead-letters/replay", "rest-" + name, "");

        assertThat(first.body()).contains("\"taken\":30,\"written\":29,\"filtered\":1,\"left\":0,\"nextPageToken\":\"");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(others.stream()
                        .map(body -> body.replaceFirst(".*\"written\":(\\d+).*|.*", "0$1"))
                        .mapToLong(Long::parseLong)
                        .sum())
                .as(others.toString())
                .isEqualTo(70);
        assertThat(rest.body()).isEqualTo("{\"taken\":1,\"written\":0,\"filtered\":0,\"left\":1}");
        assertThat(rows(name)).isEqualTo(998);
        assertThat(get(path + "/progress").body())
                .contains("\"received\":1000", "\"written\":998", "\"deadLettered\":1,", "\"filtered\":1");
        assertThat(worker.getBean(DeadLetters.class)
                        .list(name, new PageRequest(5, null))
                        .items())
                .singleElement()
                .matches(letter -> letter.payload().equals("no"));

        topic.produce(10, index -> "{\"id\":" + (1_000 + index) + ",\"n\":\"1\"}");
        service().start(name);
        HttpResponse<String> atWork = post(path + "/dead-letters/replay", "early-" + name, "");
        drain(name);
        assertThat(atWork.statusCode()).isEqualTo(409);
        assertThat(rows(name)).isEqualTo(1_008);
    }

    @Test
    void whatAFrozenSchemaRefusedComesBackWithItsColumnWhenItMay() {
        Topic topic = new Topic(broker, 2);
        topic.produce(100, index -> "{\"id\":" + index + (index % 10 == 0 ? ",\"more\":" + index : "") + "}");
        String name =
                nameIn(run(topic, "\"columns\": [{\"name\": \"id\", \"type\": \"BIGINT\"}], \"schema\": \"STRICT\""));
        String path = "/api/v1/pipelines/" + name;

        assertThat(get(path).body()).contains("\"schema\":\"STRICT\"");
        assertThat(get(path + "/progress").body()).contains("\"written\":90", "\"deadLettered\":10");
        assertThat(worker.getBean(DeadLetters.class)
                        .list(name, new PageRequest(1, null))
                        .items())
                .first()
                .matches(letter -> letter.reason().equals("$ has the key \"more\", which is no column"));

        assertThat(patch(path, "*", "{\"schema\": \"EVOLVE\"}").statusCode()).isEqualTo(200);
        assertThat(post(path + "/dead-letters/replay", "thawed-" + name, "").body())
                .isEqualTo("{\"taken\":10,\"written\":10,\"filtered\":0,\"left\":0}");
        assertThat(rows(name)).isEqualTo(100);
    }

    @Test
    void lettersOfADeltaTableComeBackOnceThoughCommitsFail() throws Exception {
        comeBackOnce(table -> new PipelineTarget(null, new PipelineTarget.DeltaTarget(table)), name -> {});
    }

    @Test
    void lettersOfBothTargetsComeBackOnceThoughCommitsFail() throws Exception {
        comeBackOnce(
                table -> new PipelineTarget(
                        new PipelineTarget.WarehouseTarget("lake", table), new PipelineTarget.DeltaTarget(table)),
                name -> assertThat(rows(name)).isEqualTo(999));
    }

    /** Letters come back page by page, while each commit to a Delta table is refused once, and loses its answer once. */
    private static void comeBackOnce(Function<String, PipelineTarget> target, Consumer<String> also) throws Exception {
        Topic topic = new Topic(broker, 2);
        topic.produce(
                1_000,
                index -> index == 7 ? "no" : "{\"id\":" + index + ",\"n\":\"" + (index % 10 == 0 ? "x" : "") + "1\"}");
        String name = create(topic, target);
        String path = "/api/v1/pipelines/" + name;
        assertThat(patch(path, "*", """
                {"columns": [{"name": "id", "type": "BIGINT"}, {"name": "n", "type": "VARCHAR"}],
                 "transform": "select id, n::int as n from input"}""").statusCode()).isEqualTo(200);
        service().start(name);
        drain(name);
        assertThat(get(path + "/progress").body()).contains("\"written\":899", "\"deadLettered\":101");
        String fixed = "{\"transform\": \"select id, replace(n, 'x', '')::int as n from input\"}";
        assertThat(patch(path, "*", fixed).statusCode()).isEqualTo(200);

        List<Integer> answers = new ArrayList<>();
        try {
            Set<MemoryDeltaTables.When> interfered = interfereTwice();
            for (int attempt = 0; attempt < 7; attempt++) {
                answers.add(post(path + "/dead-letters/replay?limit=30", attempt + "-" + name, "")
                        .statusCode());
            }
            assertThat(interfered).containsExactlyInAnyOrder(MemoryDeltaTables.When.values());
        } finally {
            tables().interfere((table, when) -> {});
        }
        assertThat(answers).contains(200, 503).doesNotContain(500);
        post(path + "/dead-letters/replay?limit=1000", "rest-" + name, "");
        String none = post(path + "/dead-letters/replay?limit=1000", "none-" + name, "")
                .body();

        assertThat(none).isEqualTo("{\"taken\":1,\"written\":0,\"filtered\":0,\"left\":1}");
        assertThat(idsIn(name)).isEqualTo("999 999");
        also.accept(name);
        assertThat(get(path + "/progress").body())
                .contains("\"received\":1000", "\"written\":999", "\"deadLettered\":1,");
        assertThat(worker.getBean(DeadLetters.class)
                        .list(name, new PageRequest(5, null))
                        .items())
                .singleElement()
                .matches(letter -> letter.payload().equals("no"));

        topic.produce(10, index -> "{\"id\":" + (1_000 + index) + ",\"n\":\"1\"}");
        service().start(name);
        drain(name);
        assertThat(idsIn(name)).isEqualTo("1009 1009");
    }

    @Test
    void lettersOfADeltaTableAreLaidOutAsBatchesAre() throws Exception {
        areLaidOutAsBatchesAre(null);
    }

    @Test
    void lettersOfBothTargetsAreLaidOutAsBatchesAre() throws Exception {
        areLaidOutAsBatchesAre("lake");
    }

    /** Half of the records become letters: in the table they are of both partitions, and go the other way than they came. */
    private static void areLaidOutAsBatchesAre(String store) throws Exception {
        Topic topic = new Topic(broker, 1);
        topic.produce(
                400, index -> "{\"id\":" + index + ",\"n\":\"" + (index % 4 < 2 ? "x" : "") + (1_000 - index) + "\"}");
        String name = "p" + UUID.randomUUID().toString().substring(0, 8);
        PipelineTarget target = new PipelineTarget(
                store == null ? null : new PipelineTarget.WarehouseTarget(store, name),
                new PipelineTarget.DeltaTarget(
                        name, List.of("n"), new DeltaCompaction(false, null, null), List.of("half")));
        service()
                .create(
                        DefinitionBuilder.named(name)
                                .from(new PipelineSource("broker", topic.name(), null, null, null, null))
                                .into(target)
                                .columns(
                                        List.of(new DeclaredColumn("id", "BIGINT"), new DeclaredColumn("n", "VARCHAR")))
                                .transform("select id, n::int as n, id % 2 = 0 as half from input")
                                .build(),
                        "user:test");
        service().start(name);
        drain(name);
        Set<Path> before = Set.copyOf(tables().files(name));
        patch(
                "/api/v1/pipelines/" + name,
                "*",
                "{\"transform\": \"select id, replace(n, 'x', '')::int as n, id % 2 = 0 as half from input\"}");

        String back = post("/api/v1/pipelines/" + name + "/dead-letters/replay?limit=1000", name, "")
                .body();

        assertThat(back).isEqualTo("{\"taken\":200,\"written\":200,\"filtered\":0,\"left\":0}");
        assertThat(idsIn(name)).isEqualTo("400 400");
        List<TableFile> files = tables().first(tables().find(name).orElseThrow(), 1_000).stream()
                .filter(file -> !before.contains(file.path()))
                .toList();
        assertThat(files).extracting(file -> file.partition().get("half")).containsExactlyInAnyOrder("false", "true");
        for (TableFile file : files) {
            assertThat(selectOf(
                            List.of(file.path()),
                            "list(n) = list_sort(list(n)) and count(*) = 100 and count(distinct id % 2) = 1"))
                    .isEqualTo("true");
        }
    }

    /** What the warehouse has of a replay, the Delta table gets at the next start, whoever died in between. */
    @Test
    void aReplayThatWasCutShortIsFinishedByTheNextStart() throws Exception {
        Topic topic = new Topic(broker, 1);
        topic.produce(20, index -> "{\"id\":" + index + (index % 10 == 0 ? ",\"more\":" + index : "") + "}");
        String name = nameIn(run(
                topic,
                "\"columns\": [{\"name\": \"id\", \"type\": \"BIGINT\"}], \"schema\": \"STRICT\"",
                table -> "\"target\": {\"delta\": {\"table\": \"%s\"}, ".formatted(table)));
        String path = "/api/v1/pipelines/" + name;
        patch(path, "*", "{\"schema\": \"EVOLVE\"}");
        tables().interfere((table, when) -> {
            throw new DeltaException("interfered " + when, new IllegalStateException());
        });
        HttpResponse<String> cut = post(path + "/dead-letters/replay", "cut-" + name, "");
        tables().interfere((table, when) -> {});

        assertThat(cut.statusCode()).isEqualTo(503);
        assertThat(rows(name)).isEqualTo(20);
        assertThat(idsIn(name)).isEqualTo("18 18");
        service().start(name);
        drain(name);

        assertThat(idsIn(name)).isEqualTo("20 20");
        assertThat(select(name, "sum(more)")).isEqualTo("10");
    }

    /** The warehouse has a batch with letters, and the Delta table beside it does not: it leaves out what is a letter when it gets there. */
    @Test
    void lettersAreKeptUntilTheDeltaTableHasTheirBatch() throws Exception {
        Topic topic = new Topic(broker, 1);
        topic.produce(20, index -> "{\"id\":" + index + (index % 10 == 0 ? ",\"more\":" + index : "") + "}");
        String name = create(
                topic,
                table -> new PipelineTarget(
                        new PipelineTarget.WarehouseTarget("lake", table), new PipelineTarget.DeltaTarget(table)));
        String path = "/api/v1/pipelines/" + name;
        patch(path, "*", "{\"columns\": [{\"name\": \"id\", \"type\": \"BIGINT\"}], \"schema\": \"STRICT\"}");
        try {
            tables().interfere((table, when) -> {
                if (!reasons(name).isEmpty()) {
                    throw new DeltaException("interfered " + when, new IllegalStateException());
                }
            });
            service().start(name);
            await().untilAsserted(() -> assertThat(failure(name)).contains("interfered"));
            service().stop(name);
            awaitLeft(name);
        } finally {
            tables().interfere((table, when) -> {});
        }
        patch(path, "*", "{\"schema\": \"EVOLVE\"}");

        HttpResponse<String> early = post(path + "/dead-letters/replay", "early-" + name, "");
        assertThat(early.statusCode()).as(early.body()).isEqualTo(409);
        assertThat(early.body()).contains("letters-kept", "partition 0");
        assertThat(reasons(name)).hasSize(2);
        service().start(name);
        drain(name);
        assertThat(idsIn(name)).isEqualTo("18 18");
        assertThat(post(path + "/dead-letters/replay", "late-" + name, "").body())
                .contains("\"taken\":2,\"written\":2");

        assertThat(rows(name)).isEqualTo(20);
        assertThat(idsIn(name)).isEqualTo("20 20");
    }

    @Test
    void recordsThatAreMoreThanTheirPayloadsComeBackWhole() throws Exception {
        Topic topic = new Topic(broker, 1);
        topic.produce(20, index -> "{\"n\":" + index + "}");
        String raw = "\"format\": \"RAW\", \"transform\": \"select sequence_number, event_body,"
                + " case when sequence_number % 10 = 0 then event_body::int end as e from input\"";
        String name = nameIn(run(topic, raw));
        String path = "/api/v1/pipelines/" + name;
        assertThat(get(path + "/progress").body()).contains("\"written\":18", "\"deadLettered\":2");

        patch(path, "*", "{\"transform\": \"select sequence_number, event_body from input\"}");
        String back = post(path + "/dead-letters/replay", "raw-" + name, "").body();

        assertThat(back).isEqualTo("{\"taken\":2,\"written\":2,\"filtered\":0,\"left\":0}");
        assertThat(inLake(name, "select count(distinct sequence_number), count(event_body)"))
                .containsExactly("20|20");
    }

    @Test
    void lettersThatCouldNotComeBackWhereTheyBelongStay() {
        Topic topic = new Topic(broker, 1);
        topic.produce(1, index -> "no");
        String merged = nameIn(run(topic, "\"write\": {\"mode\": \"UPSERT\", \"keys\": [\"id\"]}"));

        HttpResponse<String> refused =
                post("/api/v1/pipelines/" + merged + "/dead-letters/replay", "replay-" + merged, "");

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("letters-kept", "pipeline " + merged);
    }
}
