package io.weir.ingest.worker;

import static io.weir.ingest.worker.ServedTables.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody changes the Delta table that a pipeline writes, by the service that keeps it. */
class AlteredDeltaTableTest extends WorkerTest {

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

    /** Between two batches of one session, which does not look at the table before each of them. */
    @ParameterizedTest
    @EnumSource(Feed.class)
    void aColumnThatIsAddedStaysAndSoDoesWhatIsSaidOfTheOthers(Feed feed) throws SQLException {
        Feed.Events events = feed.events();
        String name = served.begin(WorkerTest.name(), events);

        served.alter(name, List.of(), List.of(), (fields, configuration) -> {
            fields.get(0).withObject("metadata").put("comment", "of the order");
            fields.add(field("made_by", "string"));
        });
        events.producer().produce(1_000, index -> "{\"id\":" + (1_000 + index) + ",\"more\":true}");
        served.drain(name);

        assertThat(served.select(
                        name, "count(*) || ' ' || count(distinct id) || ' ' || count(made_by) || ' ' || count(more)"))
                .isEqualTo("2000 2000 0 1000");
        assertThat(served.fields(name).keySet()).containsExactly("id", "made_by", "more");
        assertThat(served.fields(name).get("id").get("metadata").get("comment").stringValue())
                .isEqualTo("of the order");
        assertThat(served.progress(name).failure()).isNull();
    }

    @ParameterizedTest
    @EnumSource(Feed.class)
    void aTypeThatIsWidenedIsThatOfWhatIsWrittenFromThenOn(Feed feed) throws SQLException {
        Feed.Events events = feed.events();
        String name = WorkerTest.name();
        served.ask("POST", "tables", """
                {"name": "%s", "schema": {"type": "struct", "fields": [
                  {"name": "id", "type": "integer", "nullable": true, "metadata": {}}]}}""".formatted(name));
        served.begin(name, events);

        served.alter(name, List.of("typeWidening"), List.of("typeWidening"), (fields, configuration) -> {
            configuration.put("delta.enableTypeWidening", "true");
            fields.get(0).put("type", "long");
            var change = fields.get(0)
                    .withObject("metadata")
                    .putArray("delta.typeChanges")
                    .addObject();
            change.put("fromType", "integer").put("toType", "long");
        });
        events.producer().produce(1_000, index -> "{\"id\":" + (1_000 + index) + ",\"more\":true}");
        served.drain(name);

        assertThat(served.select(name, "count(*) || ' ' || count(distinct id) || ' ' || max(id)"))
                .isEqualTo("2000 2000 1999");
        assertThat(served.fields(name).get("id").get("type").stringValue()).isEqualTo("long");
        assertThat(served.fields(name).get("id").get("metadata").has("delta.typeChanges"))
                .isTrue();
        assertThat(served.progress(name).deadLettered()).isZero();
    }

    /** Its files have other names for its columns from then on, which rows would not be found under. */
    @ParameterizedTest
    @EnumSource(Feed.class)
    void aTableWhoseColumnsAreMappedIsNotWrittenAndEndsThePipeline(Feed feed) throws SQLException {
        Feed.Events events = feed.events();
        String name = served.begin(WorkerTest.name(), events);

        served.alter(name, List.of("columnMapping"), List.of("columnMapping"), (fields, configuration) -> {
            configuration.put("delta.columnMapping.mode", "name").put("delta.columnMapping.maxColumnId", "2");
            fields.get(0).withObject("metadata").put("delta.columnMapping.id", 1);
            fields.get(0).withObject("metadata").put("delta.columnMapping.physicalName", "id");
        });
        served.alter(name, List.of(), List.of(), (fields, configuration) -> {
            fields.get(0).put("name", "number");
        });
        events.producer().produce(1_000, index -> "{\"id\":" + (1_000 + index) + "}");
        assertThat(served.failed(name)).contains("table " + name, "delta.columnMapping.mode", "restore");

        assertThat(served.progress(name).received()).isEqualTo(1_000);
        assertThat(served.select(name, "count(*) || ' ' || count(number)")).isEqualTo("1000 1000");
    }

    @ParameterizedTest
    @EnumSource(Feed.class)
    void aTableThatIsDroppedEndsThePipelineWhichGoesOnWhenItIsTakenBackAndStarted(Feed feed) throws SQLException {
        Feed.Events events = feed.events();
        String name = served.begin(WorkerTest.name(), events);

        served.ask("DELETE", "tables/" + name, "");
        events.producer().produce(1_000, index -> "{\"id\":" + (1_000 + index) + "}");
        assertThat(served.failed(name)).contains("table " + name, "dropped", "location-in-use");
        served.ask("POST", "tables/" + name + "/undrop", "");
        served.service().start(name);
        served.drain(name);

        assertThat(served.select(name, "count(*) || ' ' || count(distinct id)")).isEqualTo("2000 2000");
    }

    /** Rows that are gone stay gone, and what comes afterwards is there once. */
    @ParameterizedTest
    @EnumSource(Feed.class)
    void aTableThatIsReplacedByOneOfOtherColumnsHasWhatComesFromThenOn(Feed feed) throws SQLException {
        Feed.Events events = feed.events();
        String name = served.begin(WorkerTest.name(), events);

        served.replace(name, List.of(field("id", "string"), field("note", "string")));
        events.producer().produce(1_000, index -> "{\"id\":" + (1_000 + index) + "}");
        served.drain(name);

        assertThat(served.fields(name).get("id").get("type").stringValue()).isEqualTo("string");
        assertThat(served.select(name, "count(*) || ' ' || count(distinct id) || ' ' || min(id) || ' ' || max(id)"))
                .isEqualTo("1000 1000 1000 1999");
        assertThat(served.progress(name).received()).isEqualTo(2_000);
    }

    /** One after the other while it writes, wherever in a batch it is. */
    @ParameterizedTest
    @EnumSource(Feed.class)
    void manyAlterationsInMidStreamLoseNothingAndRepeatNothing(Feed feed) throws SQLException {
        Feed.Events events = feed.events();
        String name = served.begin(WorkerTest.name(), events);

        Thread altering = new Thread(() -> {
            for (int column = 0; column < 20; column++) {
                String added = "c" + column;
                await().ignoreExceptions().until(() -> {
                    served.alter(
                            name, List.of(), List.of(), (fields, configuration) -> fields.add(field(added, "string")));
                    return true;
                });
            }
        });
        altering.start();
        for (int part = 1; part < 20; part++) {
            int first = part * 1_000;
            events.producer()
                    .produce(1_000, index -> "{\"id\":" + (first + index) + ",\"n" + first % 7 + "\":" + index + "}");
        }
        await().until(() -> !altering.isAlive());
        served.drain(name);

        assertThat(served.select(name, "count(*) || ' ' || count(distinct id)")).isEqualTo("20000 20000");
        assertThat(served.fields(name)).containsKeys("id", "c0", "c19", "n0", "n6");
        assertThat(served.progress(name).received()).isEqualTo(20_000);
    }
}
