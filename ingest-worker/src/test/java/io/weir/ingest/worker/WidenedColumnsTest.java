package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.ingest.Topic;
import io.weir.ingest.decode.Sql;
import io.weir.ingest.pipeline.BatchLimits;
import io.weir.ingest.pipeline.DeclaredColumn;
import io.weir.ingest.pipeline.DefinitionBuilder;
import io.weir.ingest.pipeline.PipelineTarget;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A table of a warehouse whose columns are narrower than those that a pipeline declares. */
class WidenedColumnsTest extends WorkerTest {

    private static final String WIDE = "\"columns\": [{\"name\": \"id\", \"type\": \"BIGINT\"}]";
    private static final long LARGE = 3_000_000_000L;

    @ParameterizedTest
    @EnumSource(Feed.class)
    void aColumnHasTheDeclaredTypeFromTheFirstBatchOnAndItsRowsStay(Feed feed) throws SQLException {
        String name = name();
        executeInLake("create table %s (id integer, ratio float, price decimal(4,1), day date, place struct(x integer))"
                .formatted(Sql.name(name)));
        executeInLake("insert into %s values (-1, 0.5, 123.4, '2026-01-31', {x: 7})".formatted(Sql.name(name)));
        Feed.Events events = feed.events();
        events.producer()
                .produce(
                        1_000,
                        index -> "{\"id\":" + (LARGE + index) + ",\"ratio\":0.1,\"price\":\"1234.25\","
                                + "\"day\":\"2026-02-01 12:30:00\",\"place\":{\"x\":" + (LARGE + index) + "}}");
        service()
                .create(
                        DefinitionBuilder.named(name)
                                .from(events.source())
                                .into(new PipelineTarget(new PipelineTarget.WarehouseTarget("lake", name), null))
                                .columns(List.of(
                                        new DeclaredColumn("id", "BIGINT"),
                                        new DeclaredColumn("ratio", "DOUBLE"),
                                        new DeclaredColumn("price", "DECIMAL(8,2)"),
                                        new DeclaredColumn("day", "TIMESTAMP"),
                                        new DeclaredColumn("place", "STRUCT(x BIGINT)")))
                                .batch(new BatchLimits(200, null, 100L))
                                .build(),
                        "user:test");
        service().start(name);
        drain(name);

        assertThat(inLake(name, "select distinct typeof(columns(*))"))
                .containsExactly("BIGINT|DOUBLE|DECIMAL(8,2)|TIMESTAMP|STRUCT(x BIGINT)");
        assertThat(inLake(
                        name, "select count(*), count(distinct id), max(id), max(place.x), max(ratio) filter (id > 0)"))
                .containsExactly("1001|1001|3000000999|3000000999|0.1");
        assertThat(inLake(name, "select min(price), max(price), min(day)::varchar, max(day)::varchar"))
                .containsExactly("123.40|1234.25|2026-01-31 00:00:00|2026-02-01 12:30:00");
        assertThat(reasons(name)).isEmpty();
    }

    /** Dates go on for five million years more than timestamps. */
    @Test
    void aRowThatTheWiderTypeCannotHoldEndsThePipelineAndWithoutItThatGoesOn() throws SQLException {
        Topic topic = new Topic(broker, 1);
        topic.produce(10, index -> "{\"day\":\"2026-02-1" + index + " 12:30:00\"}");
        String name = name();
        executeInLake("create table %1$s (day date); insert into %1$s values ('300000-01-01'), ('2026-01-31')"
                .formatted(Sql.name(name)));
        post(
                "/api/v1/pipelines",
                name,
                definition(name, topic, "\"columns\": [{\"name\": \"day\", \"type\": \"TIMESTAMP\"}]"));
        service().start(name);

        await().untilAsserted(
                        () -> assertThat(failure(name))
                                .startsWith("table " + name + " has a value in column day that a TIMESTAMP cannot be (")
                                .endsWith(
                                        "); declare the column as it is, or make the table anew without that value, and start the pipeline again"));
        assertThat(get("/api/v1/pipelines/" + name).body()).contains("\"state\":\"FAILED\"");
        assertThat(inLake(name, "select count(*), any_value(typeof(day))")).containsExactly("2|DATE");

        // What is only deleted DuckDB casts all the same.
        executeInLake(
                "create or replace table %1$s as from %1$s where day < date '9999-12-31'".formatted(Sql.name(name)));
        service().start(name);
        drain(name);
        assertThat(inLake(name, "select count(*), any_value(typeof(day))")).containsExactly("11|TIMESTAMP");
        assertThat(reasons(name)).isEmpty();
    }

    /** It is not there for those who write, and nobody may have a second one of its name. */
    @Test
    void recordsWithAValueForWhatTheTableMakesItselfEndThePipeline() throws SQLException {
        Topic topic = new Topic(broker, 1);
        topic.produce(10, index -> "{\"id\":" + index + ",\"Twice\":1}");
        String name = name();
        executeInLake(
                "create table %s (id integer, twice integer generated always as (id * 2))".formatted(Sql.name(name)));
        post("/api/v1/pipelines", name, definition(name, topic, "\"format\": \"JSON\""));
        service().start(name);
        await().untilAsserted(() -> assertThat(failure(name)).contains("makes its column Twice itself"));

        assertThat(inLake(name, "select count(*)")).containsExactly("0");
    }

    @Test
    void whatDidNotFitComesBackWhenAWiderTypeIsDeclared() throws SQLException {
        Topic topic = new Topic(broker, 2);
        topic.produce(100, index -> "{\"id\":" + (index % 10 == 0 ? LARGE + index : index) + "}");
        String name = name();
        executeInLake("create table %s (id integer)".formatted(Sql.name(name)));
        String path = "/api/v1/pipelines/" + name;
        post("/api/v1/pipelines", name, definition(name, topic, "\"format\": \"JSON\""));
        service().start(name);
        drain(name);
        assertThat(reasons(name)).hasSize(10).allMatch(reason -> reason.contains("does not fit INTEGER"));
        assertThat(inLake(name, "select count(*), any_value(typeof(id))")).containsExactly("90|INTEGER");

        HttpResponse<String> changed = patch(path, "*", "{" + WIDE + "}");
        HttpResponse<String> replayed = post(path + "/dead-letters/replay", "replay-" + name, "");

        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(replayed.body()).contains("\"taken\":10,\"written\":10");
        assertThat(inLake(name, "select count(*), count(distinct id), any_value(typeof(id))"))
                .containsExactly("100|100|BIGINT");
    }

    /** Where the table does not let go of a type, or is not to change, all is as it was. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            (id integer primary key)                                     |
            (id integer unique, n integer)                               |
            (id integer check (id <> 5000))                              |
            (id integer, n integer); create index n_of_%1$s on %1$s (n)  |
            (id integer, n integer unique); create table of_%1$s (n integer references %1$s (n)) |
            (id integer, twice integer generated always as (id * 2))     |
            (id integer, n integer default 7, twice integer generated always as (n * 2)) |
            (id integer)                                                 | , "schema": "STRICT"
            """)
    void aColumnThatCannotBeWidenedKeepsItsTypeAndWhatDoesNotFitIsADeadLetter(String columns, String more)
            throws SQLException {
        Topic topic = new Topic(broker, 1);
        topic.produce(100, index -> "{\"id\":" + (index == 50 ? LARGE : index) + "}");
        String name = name();
        executeInLake("create table %1$s ".formatted(name) + columns.formatted(name));
        post("/api/v1/pipelines", name, definition(name, topic, WIDE + (more == null ? "" : more)));
        service().start(name);
        drain(name);

        assertThat(inLake(name, "select count(*), any_value(typeof(id))")).containsExactly("99|INTEGER");
        assertThat(reasons(name)).singleElement().asString().contains("does not fit INTEGER");
        assertThat(failure(name)).isNull();
    }

    @Test
    void aChangeToATypeThatTheTableCannotGetIsRefused() throws SQLException {
        Topic topic = new Topic(broker, 1);
        String name = name();
        executeInLake("create table %s (id integer primary key, n bigint)".formatted(Sql.name(name)));
        post("/api/v1/pipelines", name, definition(name, topic, "\"format\": \"JSON\""));
        String path = "/api/v1/pipelines/" + name;

        HttpResponse<String> key = patch(path, "*", "{" + WIDE + "}");
        HttpResponse<String> narrower =
                patch(path, "*", "{\"columns\": [{\"name\": \"n\", \"type\": \"DECIMAL(9,0)\"}]}");

        assertThat(key.statusCode()).isEqualTo(422);
        assertThat(key.body()).contains("makes id BIGINT, but the table has id INTEGER");
        assertThat(narrower.statusCode()).isEqualTo(422);
        assertThat(narrower.body()).contains("makes n DECIMAL(9,0), but the table has n BIGINT");
    }

    /** What tells rows apart is remembered with its type where rows may be deleted. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"mode": "UPSERT", "keys": ["id"]}                                         | BIGINT  | 2
            {"mode": "CDC", "keys": ["id"], "deletedBy": "gone", "sequenceBy": "moment"}   | INTEGER | 2
            {"mode": "SCD2", "keys": ["id"], "sequenceBy": "moment"}                       | INTEGER | 4
            """)
    void rowsThatTakeThePlaceOfOthersHaveTheWiderType(String write, String key, int rows) throws SQLException {
        Topic topic = new Topic(broker, 1);
        topic.produce(
                4,
                index -> "{\"id\":" + index % 2 + ",\"n\":" + (LARGE + index) + ",\"moment\":" + index
                        + ",\"gone\":false}");
        String name = name();
        executeInLake("create table %s (id integer, n integer, moment bigint, gone boolean%s)"
                .formatted(Sql.name(name), write.contains("SCD2") ? ", __start_at bigint, __end_at bigint" : ""));
        post("/api/v1/pipelines", name, definition(name, topic, """
                "columns": [{"name": "id", "type": "BIGINT"}, {"name": "n", "type": "BIGINT"},
                 {"name": "moment", "type": "BIGINT"}, {"name": "gone", "type": "BOOLEAN"}], "write": %s""".formatted(write)));
        service().start(name);
        drain(name);

        assertThat(inLake(name, "select count(*), max(n), any_value(typeof(n)), any_value(typeof(id))"))
                .containsExactly(rows + "|3000000003|BIGINT|" + key);
        assertThat(reasons(name)).isEmpty();
    }
}
