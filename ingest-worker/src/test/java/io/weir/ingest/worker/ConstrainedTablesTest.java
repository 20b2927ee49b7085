package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.Topic;
import io.weir.ingest.deltasink.MemoryDeltaTables;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A table of a warehouse that somebody made, which does not take every row. */
class ConstrainedTablesTest extends WorkerTest {

    private static final String COLUMNS =
            "\"columns\": [{\"name\": \"id\", \"type\": \"BIGINT\"}, {\"name\": \"n\", \"type\": \"BIGINT\"}], ";

    private static Topic topic(int records, IntFunction<String> payload) {
        Topic topic = new Topic(broker, 1);
        topic.produce(records, payload);
        return topic;
    }

    /** Has a pipeline write all of a topic to a table that is there. */
    private static String write(Topic topic, String columns, String more) throws SQLException {
        String name = name();
        executeInLake("create table " + name + " (" + columns + ")");
        writeTo(name, topic, more);
        return name;
    }

    private static void writeTo(String name, Topic topic, String more) {
        assertThat(post("/api/v1/pipelines", name, definition(name, topic, more))
                        .statusCode())
                .isEqualTo(201);
        service().start(name);
        drain(name);
        assertThat(failure(name)).isNull();
    }

    @ParameterizedTest
    @EnumSource(Feed.class)
    void aRecordThatTheTableDoesNotTakeIsADeadLetterThatSaysWhy(Feed feed) throws SQLException {
        String name = name();
        executeInLake(
                "create table %s (id bigint primary key, n bigint check (n >= 0), place varchar not null default 'here')"
                        .formatted(name));
        Feed.Events events = feed.events();
        events.producer().produce(1_000, index -> switch (index % 100) {
            case 7 -> "{\"id\":" + index + ",\"n\":1,\"place\":null}";
            case 50 -> "{\"id\":" + index + ",\"n\":-1,\"place\":\"p\"}";
            case 90 -> "{\"id\":" + (index - 1) + ",\"n\":1,\"place\":\"p\"}";
            default -> "{\"id\":" + index + ",\"n\":1,\"place\":\"p\"}";
        });
        writeToLake(name, events);

        assertThat(failure(name)).isNull();
        assertThat(inLake(name, "select count(*), count(distinct id)")).containsExactly("970|970");
        assertThat(reasons(name)).hasSize(30).satisfies(all -> {
            assertThat(all.stream().filter(reason -> reason.contains("column place")))
                    .hasSize(10);
            assertThat(all.stream().filter(reason -> reason.contains("CHECK((n >= 0))")))
                    .hasSize(10);
            assertThat(all.stream().filter(reason -> reason.contains("PRIMARY KEY(id)")))
                    .hasSize(10);
        });
    }

    @Test
    void whatATransformMakesIsAskedOfTheTableToo() throws SQLException {
        Topic topic = topic(100, index -> "{\"id\":" + index + ",\"n\":" + (index % 10) + "}");
        String name = write(
                topic,
                "id bigint, half decimal(9, 1) check (half < 4)",
                COLUMNS + "\"transform\": \"select id, (n / 2)::decimal(9, 1) as half from input where n > 0\"");

        assertThat(inLake(name, "select count(*), max(half)")).containsExactly("70|3.5");
        assertThat(reasons(name)).hasSize(20).allSatisfy(reason -> assertThat(reason)
                .contains("CHECK((half < 4))"));
        assertThat(get("/api/v1/pipelines/" + name + "/progress").body())
                .contains("\"written\":70", "\"deadLettered\":20", "\"filtered\":10");
    }

    @Test
    void ofSeveralRecordsOfAKeyTheLastOneIsThereThatTheTableTakes() throws SQLException {
        Topic topic = topic(100, index -> "{\"id\":" + (index % 10) + ",\"n\":" + (index < 70 ? index : -index) + "}");
        String name = write(
                topic,
                "id bigint primary key, n bigint check (n >= 0)",
                COLUMNS + "\"write\": {\"mode\": \"UPSERT\", \"keys\": [\"id\"]}");

        assertThat(inLake(name, "select count(*), min(n), max(n)")).containsExactly("10|60|69");
        assertThat(reasons(name)).hasSize(30);
    }

    @Test
    void aRecordThatOneOfTheTablesDoesNotTakeIsInNone() throws SQLException {
        Topic topic = topic(100, index -> "{\"id\":" + index + ",\"n\":" + (index % 10) + "}");
        String branch = name();
        executeInLake("create table " + branch + " (n bigint check (n <> 3))");
        String name = write(topic, "id bigint", COLUMNS + """
                "transform": "select id from input where id > 50",
                "branches": [{"transform": "select n from input",
                              "target": {"warehouse": {"store": "lake", "table": "%s"}}}]""".formatted(branch));

        assertThat(inLake(branch, "select count(*)")).containsExactly("90");
        assertThat(inLake(name, "select count(*)")).containsExactly("44");
        assertThat(reasons(name)).hasSize(10).allSatisfy(reason -> assertThat(reason)
                .startsWith("branch " + branch + ": ")
                .contains("CHECK((n != 3))"));
        assertThat(get("/api/v1/pipelines/" + name + "/progress").body())
                .contains("\"written\":44", "\"deadLettered\":10", "\"filtered\":46");
    }

    /** Whether a row is there that another one refers to is not known before both are written. */
    @Test
    void aRowMayReferToOneThatAnotherTableGetsFromTheSameBatch() throws SQLException {
        Topic topic = topic(100, index -> "{\"id\":" + index + ",\"n\":" + (index == 7 ? -1 : 1) + "}");
        String orders = name();
        String lines = name();
        executeInLake("create table %1$s (id bigint primary key, n bigint check (n >= 0));".formatted(orders)
                + "create table %s (order_id bigint references %s (id))".formatted(lines, orders));
        writeTo(orders, topic, COLUMNS + """
                "transform": "select id, n from input",
                "branches": [{"transform": "select id as order_id from input",
                              "target": {"warehouse": {"store": "lake", "table": "%s"}}}]""".formatted(lines));

        assertThat(inLake(lines, "select count(*)")).containsExactly("99");
        assertThat(inLake(orders, "select count(*)")).containsExactly("99");
        assertThat(reasons(orders)).singleElement().asString().contains("CHECK((n >= 0))");
    }

    /** Neither there nor on its way. */
    @Test
    void aRowThatRefersToOneThatNoTableHasIsADeadLetter() throws SQLException {
        Topic topic = topic(100, index -> "{\"id\":" + index + ",\"n\":" + (index % 10) + "}");
        String orders = name();
        String lines = name();
        executeInLake("create table %1$s (id bigint primary key, n bigint); insert into %1$s values (-1, 0);"
                        .formatted(orders)
                + "create table %s (order_id bigint references %s (id))".formatted(lines, orders));
        writeTo(orders, topic, COLUMNS + """
                "transform": "select id, n from input where n > 1",
                "branches": [{"transform": "select case when n = 0 then -1 else id end as order_id from input",
                              "target": {"warehouse": {"store": "lake", "table": "%s"}}}]""".formatted(lines));

        assertThat(inLake(lines, "select count(*), count(*) filter (order_id = -1)"))
                .containsExactly("90|10");
        assertThat(inLake(orders, "select count(*)")).containsExactly("81");
        assertThat(reasons(orders)).hasSize(10).allSatisfy(reason -> assertThat(reason)
                .startsWith("branch " + lines + ": breaks FOREIGN KEY"));
        assertThat(get("/api/v1/pipelines/" + orders + "/progress").body())
                .contains("\"written\":80", "\"deadLettered\":10", "\"filtered\":10");
    }

    /** A table looks for what a row refers to before it has any row of the same statement. */
    @Test
    void aRowThatRefersToOneOfItsOwnTableIsALetterUntilThatOneIsThere() throws SQLException {
        Topic topic =
                topic(10, index -> "{\"id\":" + index + ",\"n\":" + (index == 0 ? "null" : (index - 1) / 3) + "}");
        String name = name();
        executeInLake("create table %1$s (id bigint primary key, n bigint references %1$s (id))".formatted(name));
        writeTo(name, topic, COLUMNS.substring(0, COLUMNS.length() - 2));

        assertThat(inLake(name, "select string_agg(id, ' ' order by id)")).containsExactly("0");
        assertThat(reasons(name)).hasSize(9).allSatisfy(reason -> assertThat(reason)
                .startsWith("breaks FOREIGN KEY (n) REFERENCES")
                .endsWith("which does not have yet what comes with the same batch"));
        topic.produce(1, index -> "{\"id\":10,\"n\":0}");
        service().start(name);
        drain(name);
        assertThat(inLake(name, "select count(*)")).containsExactly("2");
        assertThat(replay(name)).contains("\"taken\":9", "\"written\":3", "\"left\":6");
        assertThat(replay(name)).contains("\"taken\":6", "\"written\":6", "\"left\":0");
        assertThat(inLake(name, "select count(*)")).containsExactly("11");
    }

    private static String replay(String name) {
        return post("/api/v1/pipelines/" + name + "/dead-letters/replay", "replay-" + UUID.randomUUID(), "")
                .body();
    }

    @Test
    void aRowThatRefersToOneOfALaterTableIsALetterUntilThatOneIsThere() throws SQLException {
        Topic topic = topic(10, index -> "{\"id\":" + index + ",\"n\":" + (index % 5) + "}");
        String lines = name();
        String orders = name();
        executeInLake("create table %1$s (id bigint primary key); insert into %1$s values (99);".formatted(orders)
                + "create table %s (order_id bigint references %s (id))".formatted(lines, orders));
        writeTo(lines, topic, COLUMNS + """
                "transform": "select case when n = 1 then 99 else id end as order_id from input",
                "branches": [{"transform": "select id from input where n <> 0",
                              "target": {"warehouse": {"store": "lake", "table": "%s"}}}]""".formatted(orders));

        assertThat(inLake(lines, "select count(*), min(order_id)")).containsExactly("2|99");
        assertThat(inLake(orders, "select string_agg(id, ' ' order by id)")).containsExactly("1 6 99");
        assertThat(reasons(lines)).hasSize(8).allSatisfy(reason -> assertThat(reason)
                .startsWith("breaks FOREIGN KEY (order_id) REFERENCES")
                .endsWith("which does not have yet what comes with the same batch"));
    }

    /** Each of the tables has another record for the last of a key. */
    @Test
    void ofTablesThatAllMergeEachIsAskedByItsOwnKeys() throws SQLException {
        Topic topic = topic(10, index -> "{\"id\":" + index + ",\"n\":" + (index == 5 ? 4 : index) + "}");
        String branch = name();
        String name = write(topic, "id bigint, n bigint unique", COLUMNS + """
                "transform": "select id, n from input", "write": {"mode": "UPSERT", "keys": ["id"]},
                "branches": [{"transform": "select 0 as last, id from input", "write": {"mode": "UPSERT", "keys": ["last"]},
                              "target": {"warehouse": {"store": "lake", "table": "%s"}}}]""".formatted(branch));

        assertThat(inLake(name, "select count(*), count(distinct n)")).containsExactly("9|9");
        assertThat(inLake(branch, "select \"last\", id")).containsExactly("0|9");
        assertThat(reasons(name)).singleElement().asString().contains("UNIQUE(n)");
    }

    @Test
    void aRecordThatTheTableDoesNotTakeMovesNoClockAndHidesNoOther() throws SQLException {
        Topic topic = topic(
                10,
                index -> "{\"id\":" + (index == 6 ? 5 : index) + ",\"n\":" + (index == 5 ? -1 : 1) + ",\"day\":\""
                        + (index == 0 ? 2999 : 2026) + "-01-01\"}");
        String name = write(topic, "id bigint, n bigint check (n >= 0), day timestamp check (day < '2100-01-01')", """
                "columns": [{"name": "id", "type": "BIGINT"}, {"name": "n", "type": "BIGINT"}, {"name": "day", "type": "TIMESTAMP"}],
                "dedupe": {"keys": ["id"], "time": "day", "horizonMillis": 86400000}""");

        assertThat(inLake(name, "select count(*), count(distinct id), count(*) filter (id = 5)"))
                .containsExactly("8|8|1");
        topic.produce(10, index -> "{\"id\":" + (10 + index) + ",\"n\":1,\"day\":\"2026-01-01\"}");
        service().start(name);
        drain(name);

        assertThat(get("/api/v1/pipelines/" + name + "/progress").body())
                .contains("\"received\":20", "\"written\":18", "\"deadLettered\":2", "\"filtered\":0");
        assertThat(reasons(name)).hasSize(2).allSatisfy(reason -> assertThat(reason)
                .contains("CHECK("));
    }

    /** What is refused hides none of its keys, however often that happens; what comes after one that is a row is known. */
    @Test
    void ofManyRecordsOfAKeyTheFirstOneIsThereThatTheTableTakes() throws SQLException {
        Topic topic = topic(
                90,
                index -> "{\"id\":" + index % 3 + ",\"n\":" + (index < 60 || index % 2 == 0 ? -1 : index)
                        + ",\"day\":\"2026-01-01\"}");
        String name = name();
        executeInLake(
                "create table %1$s (id bigint primary key, n bigint check (n >= 0), day timestamp);".formatted(name)
                        + "insert into %s values (2, 0, null)".formatted(name));
        writeTo(name, topic, """
                "columns": [{"name": "id", "type": "BIGINT"}, {"name": "n", "type": "BIGINT"}, {"name": "day", "type": "TIMESTAMP"}],
                "dedupe": {"keys": ["id"], "time": "day", "horizonMillis": 86400000}""");

        assertThat(inLake(name, "select string_agg(id || ' ' || n, ', ' order by id)"))
                .containsExactly("0 63, 1 61, 2 0");
        assertThat(get("/api/v1/pipelines/" + name + "/progress").body())
                .contains("\"written\":2", "\"deadLettered\":71", "\"filtered\":17");
    }

    /** Each of nine tables has a key in common for another two of the records. */
    @Test
    void eachOfManyTablesMayRefuseARecordOfItsOwn() throws SQLException {
        Topic topic = topic(10, index -> "{\"id\":" + index + ",\"n\":" + (index - 1) + "}");
        IntFunction<String> transform =
                table -> "\"transform\": \"select case when n = " + table + " then 0 else id end as id from input\"";
        List<String> branches = new ArrayList<>();
        for (int table = 1; table < 9; table++) {
            String branch = name();
            executeInLake("create table " + branch + " (id bigint primary key)");
            branches.add("{" + transform.apply(table)
                    + ", \"target\": {\"warehouse\": {\"store\": \"lake\", \"table\": \"" + branch + "\"}}}");
        }
        String name = write(
                topic,
                "id bigint primary key",
                COLUMNS + transform.apply(0) + ", \"branches\": [" + String.join(", ", branches) + "]");

        assertThat(inLake(name, "select count(*)")).containsExactly("1");
        assertThat(reasons(name)).hasSize(9).allSatisfy(reason -> assertThat(reason)
                .contains("PRIMARY KEY(id)"));
    }

    @Test
    void lettersComeBackWhereTheTableTakesThemNow() throws SQLException {
        Topic topic = topic(20, index -> "{\"id\":" + index + ",\"n\":" + (index - 5) + "}");
        String name = write(
                topic,
                "id bigint primary key, n bigint check (n >= 0), other bigint",
                COLUMNS + "\"transform\": \"select id, n from input\"");
        assertThat(reasons(name)).hasSize(5);

        executeInLake(
                "create table kept_%1$s as from %1$s; drop table %1$s; create table %1$s (id bigint, n bigint check (n >= -3));"
                        .formatted(name));
        executeInLake("insert into %1$s select id, n from kept_%1$s".formatted(name));
        String answer = post("/api/v1/pipelines/" + name + "/dead-letters/replay", "replay-" + name, "")
                .body();

        assertThat(answer).contains("\"taken\":5", "\"written\":3", "\"left\":2");
        assertThat(inLake(name, "select count(*), min(n)")).containsExactly("18|-3");
        assertThat(reasons(name)).hasSize(2);
    }

    /** The warehouse has the batch already when the commit of the Delta table fails: what is a letter there is no row here. */
    @Test
    void aDeltaTableThatComesLaterToABatchHasTheSameRowsAsTheWarehouse() throws SQLException {
        String name = name();
        executeInLake("create table " + name + " (id bigint primary key)");
        Topic topic = topic(100, index -> "{\"id\":" + (index % 90) + "}");
        Set<MemoryDeltaTables.When> interfered;
        try {
            interfered = interfereTwice();
            assertThat(post(
                                    "/api/v1/pipelines",
                                    name,
                                    definition(name, topic, "\"columns\": [{\"name\": \"id\", \"type\": \"BIGINT\"}]")
                                            .replace(
                                                    "\"target\": {",
                                                    "\"target\": {\"delta\": {\"table\": \"" + name + "\"}, "))
                            .statusCode())
                    .isEqualTo(201);
            service().start(name);
            drain(name);
        } finally {
            tables().interfere((table, when) -> {});
        }

        assertThat(interfered).isNotEmpty();
        assertThat(inLake(name, "select count(*), count(distinct id)")).containsExactly("90|90");
        assertThat(idsIn(name)).isEqualTo("90 90");
        assertThat(reasons(name)).hasSize(10);
    }
}
