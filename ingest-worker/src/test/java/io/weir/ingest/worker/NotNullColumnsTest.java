package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.ingest.Topic;
import io.weir.ingest.pipeline.BatchLimits;
import io.weir.ingest.pipeline.DeclaredColumn;
import io.weir.ingest.pipeline.DefinitionBuilder;
import io.weir.ingest.pipeline.PipelineBranch;
import io.weir.ingest.pipeline.PipelineTarget;
import io.weir.ingest.pipeline.PipelineTarget.DeltaTarget;
import io.weir.ingest.progress.DeadLetter;
import io.weir.ingest.progress.DeadLetters;
import io.weir.support.paging.PageRequest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A Delta table that takes no null in a column promises its readers that there is none, whoever writes it. */
class NotNullColumnsTest extends WorkerTest {

    private static final List<DeclaredColumn> COLUMNS =
            List.of(new DeclaredColumn("id", "BIGINT"), new DeclaredColumn("note", "VARCHAR"));

    @TempDir
    static Path folder;

    private static ServedTables served;

    @BeforeAll
    static void serve() {
        served = new ServedTables(folder.resolve("worker"), folder.resolve("tables"), platform);
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    private static void makeTable(String name) {
        served.ask("POST", "tables", """
                {"name": "%s", "schema": {"type": "struct", "fields": [
                  {"name": "id", "type": "long", "nullable": false, "metadata": {}},
                  {"name": "note", "type": "string", "nullable": true, "metadata": {}}]}}""".formatted(name));
    }

    /** One of a hundred has no id, and another one says that it is null; each second note is null, which it may be. */
    private static String payload(int index) {
        String note = index % 2 == 0 ? "null" : "\"n\"";
        return switch (index % 100) {
            case 13 -> "{\"note\":" + note + "}";
            case 70 -> "{\"id\":null,\"note\":" + note + "}";
            default -> "{\"id\":" + index + ",\"note\":" + note + "}";
        };
    }

    private static DefinitionBuilder pipeline(String name, Feed.Events events) {
        return DefinitionBuilder.named(name)
                .from(events.source())
                .into(new PipelineTarget(null, new DeltaTarget(name)))
                .batch(new BatchLimits(200, null, 100L));
    }

    private static void run(DefinitionBuilder pipeline, String name) {
        served.service().create(pipeline.build(), "user:test");
        served.service().start(name);
        served.drain(name);
    }

    private static List<DeadLetter> letters(String name) {
        return served.worker()
                .getBean(DeadLetters.class)
                .list(name, new PageRequest(100, null))
                .items();
    }

    private static void requireCounts(String name) {
        assertThat(served.progress(name).written()).isEqualTo(980);
        assertThat(served.progress(name).deadLettered()).isEqualTo(20);
    }

    private static String counted(String table) throws SQLException {
        return served.select(table, "count(*) || ' ' || count(id) || ' ' || count(distinct id)");
    }

    @ParameterizedTest
    @EnumSource(Feed.class)
    void aRecordWithoutAValueIsADeadLetterThatNamesTheColumn(Feed feed) throws SQLException {
        String name = name();
        makeTable(name);
        Feed.Events events = feed.events();
        events.producer().produce(1_000, NotNullColumnsTest::payload);

        run(pipeline(name, events), name);

        requireCounts(name);
        assertThat(counted(name)).isEqualTo("980 980 980");
        assertThat(letters(name)).hasSize(20).allSatisfy(letter -> assertThat(letter.reason())
                .contains("id", "is null, and the table takes no null in column id"));
        assertThat(served.fields(name).get("id").get("nullable").booleanValue()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Feed.class)
    void soIsOneOfWhichATransformMakesNoValueForAnyOfTheTables(Feed feed) throws SQLException {
        String name = name();
        makeTable(name);
        makeTable(name + "_more");
        Feed.Events events = feed.events();
        events.producer().produce(1_000, index -> "{\"id\":" + index + "}");
        PipelineBranch more = new PipelineBranch(
                "select case when id % 100 <> 70 then id end as id from input",
                null, new PipelineBranch.Target(null, new DeltaTarget(name + "_more")));

        run(
                pipeline(name, events)
                        .columns(COLUMNS)
                        .transform("select case when id % 100 <> 13 then id end as id, note from input")
                        .branches(List.of(more)),
                name);

        requireCounts(name);
        assertThat(counted(name)).isEqualTo("980 980 980");
        assertThat(counted(name + "_more")).isEqualTo("980 980 980");
        assertThat(letters(name))
                .extracting(DeadLetter::reason)
                .contains(
                        "id is null, and the table takes no null in column id",
                        "branch " + name + "_more: id is null, and the table takes no null in column id");
    }

    /** Of a window with two records of which none has an id, in two runs. */
    @Test
    void soIsARowThatAWindowMakes() throws SQLException {
        String name = name();
        served.ask("POST", "tables", """
                {"name": "%s", "schema": {"type": "struct", "fields": [
                  {"name": "window_start", "type": "timestamp_ntz", "nullable": true, "metadata": {}},
                  {"name": "window_end", "type": "timestamp_ntz", "nullable": true, "metadata": {}},
                  {"name": "id", "type": "long", "nullable": false, "metadata": {}}]}}""".formatted(name));
        Topic topic = new Topic(broker, 1);
        HttpResponse<String> made = send(HttpRequest.newBuilder(URI.create("http://localhost:"
                        + served.worker().getEnvironment().getProperty("local.server.port") + "/api/v1/pipelines"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", name)
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"name": "%s", "source": {"store": "broker", "topic": "%s"}, "target": {"delta": {"table": "%s"}},
                         "columns": [{"name": "n", "type": "BIGINT"}, {"name": "at", "type": "TIMESTAMP"}],
                         "window": {"time": "at", "sizeMillis": 60000,
                                    "aggregates": [{"name": "id", "function": "MIN", "column": "n"}]}}""".formatted(name, topic.name(), name)))
                .build());
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);

        for (int run = 0; run < 2; run++) {
            int first = 10 * run;
            topic.produce(
                    8,
                    index -> "{\"n\":" + (index / 2 == 1 ? null : index) + ",\"at\":\"2026-01-01 00:"
                            + (10 + first + index / 2) + ":00\"}");
            served.service().start(name);
            served.drain(name);
        }

        assertThat(counted(name)).isEqualTo("5 5 3");
        assertThat(letters(name))
                .extracting(DeadLetter::reason)
                .containsExactly(
                        "a row that the window makes: the table takes no null in column id",
                        "a row that the window makes: the table takes no null in column id");
    }

    @ParameterizedTest
    @EnumSource(Feed.class)
    void aTransformThatMakesNoSuchColumnIsToldSo(Feed feed) {
        String name = name();
        makeTable(name);
        Feed.Events events = feed.events();
        events.producer().produce(10, index -> "{\"id\":" + index + "}");
        served.service()
                .create(
                        pipeline(name, events)
                                .columns(COLUMNS)
                                .transform("select note from input")
                                .build(),
                        "user:test");
        served.service().start(name);

        await().untilAsserted(() -> assertThat(served.failure(name))
                .contains("the transform makes no column id, which the table takes no null for"));

        assertThat(served.progress(name).received()).isZero();
        served.service().stop(name);
    }

    /** Between two batches of one session, which does not look at the table before each of them. */
    @ParameterizedTest
    @EnumSource(Feed.class)
    void aPromiseThatIsMadeMeanwhileHoldsForWhatComesFromThenOn(Feed feed) throws SQLException {
        Feed.Events events = feed.events();
        String name = served.begin(name(), events);

        served.replace(name, List.of(ServedTables.field("id", "long").put("nullable", false)));
        events.producer().produce(1_000, NotNullColumnsTest::payload);
        served.drain(name);

        assertThat(counted(name)).isEqualTo("980 980 980");
        assertThat(served.progress(name).deadLettered()).isEqualTo(20);
    }
}
