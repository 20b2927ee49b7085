package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.ingest.Topic;
import io.weir.ingest.pipeline.PipelineState;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** A table of a warehouse with rows that those of another table refer to, and that DuckDB does not let go of. */
class ReferredRowsTest extends WorkerTest {

    private static final String CHANGES = "\"columns\": [{\"name\": \"id\", \"type\": \"BIGINT\"},"
            + " {\"name\": \"at\", \"type\": \"BIGINT\"}, {\"name\": \"op\", \"type\": \"VARCHAR\"}], ";
    private static final String CDC =
            "\"write\": {\"mode\": \"CDC\", \"keys\": [\"id\"], \"sequenceBy\": \"at\", \"deletedBy\": \"op\"}";

    private static final String VERSIONS = CHANGES
            + "\"write\": {\"mode\": \"SCD2\", \"keys\": [\"id\"], \"sequenceBy\": \"at\", \"deletedBy\": \"op\"}";

    /** Has a pipeline write all of a topic to the table of its name. */
    private static String run(String name, int records, IntFunction<String> payload, String more) {
        Topic topic = new Topic(broker, 1);
        topic.produce(records, payload);
        assertThat(post("/api/v1/pipelines", name, definition(name, topic, more))
                        .statusCode())
                .isEqualTo(201);
        service().start(name);
        drain(name);
        return get("/api/v1/pipelines/" + name + "/progress").body();
    }

    private static String replay(String name) {
        return post("/api/v1/pipelines/" + name + "/dead-letters/replay", "replay-" + UUID.randomUUID(), "")
                .body();
    }

    /** The record of each second is the last of its key that deletes; there are as many of a key as a batch is looked at, and more. */
    @Test
    void aRecordThatDeletesOneIsALetterUntilNoneRefersToItAndTheOthersAreWritten() throws SQLException {
        String orders = name();
        String lines = name();
        executeInLake(
                "create table %1$s (id bigint primary key, \"at\" bigint, op varchar); insert into %1$s values (1, 0, 'c'), (2, 0, 'c');"
                                .formatted(orders)
                        + "create table %1$s (order_id bigint references %2$s (id)); insert into %1$s values (1)"
                                .formatted(lines, orders));

        String progress = run(
                orders,
                40,
                index -> "{\"id\":" + (index < 30 ? 1 : index % 3 + 1) + ",\"at\":" + (index + 1) + ",\"op\":\""
                        + (index == 5 ? "u" : "d") + "\"}",
                CHANGES + CDC);

        assertThat(progress)
                .contains("\"received\":40", "\"written\":7", "\"deadLettered\":33")
                .doesNotContain("\"failure\"");
        assertThat(inLake(orders, "select id, \"at\", op")).containsExactly("1|6|u");
        assertThat(reasons(orders)).isNotEmpty().containsOnly("deletes a row that rows of " + lines + " refer to");
        executeInLake("delete from " + lines);
        assertThat(replay(orders)).contains("\"left\":0");
        assertThat(inLake(orders, "select count(*)")).containsExactly("0");
    }

    /** DuckDB goes by what referred to it before the batch. */
    @Test
    void whatReferredToOneAndGoesWithTheSameBatchIsInTheWay() throws SQLException {
        String orders = name();
        String lines = name();
        executeInLake(
                "create table %1$s (id bigint primary key, \"at\" bigint, op varchar); insert into %1$s values (1, 0, 'c');"
                                .formatted(orders)
                        + "create table %1$s (id bigint, \"at\" bigint, op varchar, order_id bigint references %2$s (id)); insert into %1$s values (1, 0, 'c', 1)"
                                .formatted(lines, orders));

        String progress = run(
                lines,
                3,
                index -> "{\"id\":" + (index + 1) + ",\"at\":1,\"op\":\"" + (index == 0 ? "d" : "c") + "\"}",
                CHANGES + "\"transform\": \"select id, \\\"at\\\", op from input\", " + CDC + """
                        , "branches": [{"transform": "select id, \\"at\\", op from input",
                                        "write": {"mode": "CDC", "keys": ["id"], "sequenceBy": "at", "deletedBy": "op"},
                                        "target": {"warehouse": {"store": "lake", "table": "%s"}}}]""".formatted(orders));

        assertThat(progress).contains("\"written\":2", "\"deadLettered\":1");
        assertThat(inLake(orders, "select string_agg(id, ' ' order by id)")).containsExactly("1 2 3");
        assertThat(reasons(lines))
                .containsExactly("branch " + orders + ": deletes a row that rows of " + lines + " refer to");
    }

    /** DuckDB writes a row anew to set such a column. */
    @Test
    void aRecordThatWouldHaveOneWrittenAnewIsALetter() throws SQLException {
        String orders = name();
        String lines = name();
        executeInLake(
                "create table %1$s (id bigint primary key, tags bigint[]); insert into %1$s values (1, [1]), (2, [1]);"
                                .formatted(orders)
                        + "create table %1$s (order_id bigint references %2$s (id)); insert into %1$s values (1)"
                                .formatted(lines, orders));

        run(
                orders,
                3,
                index -> "{\"id\":" + (index + 1) + ",\"tags\":[" + (index + 7) + "]}",
                "\"columns\": [{\"name\": \"id\", \"type\": \"BIGINT\"}, {\"name\": \"tags\", \"type\": \"BIGINT[]\"}],"
                        + " \"write\": {\"mode\": \"UPSERT\", \"keys\": [\"id\"]}");

        assertThat(inLake(orders, "select id, tags")).containsExactlyInAnyOrder("1|[1]", "2|[8]", "3|[9]");
        assertThat(reasons(orders))
                .containsExactly("takes the place of a row that rows of " + lines
                        + " refer to, and DuckDB cannot set column tags of such a row");
    }

    /** DuckDB sets all columns of a CHECK with any of them, and so the key that the row is referred by. */
    @Test
    void aRecordThatWouldHaveTheKeyOfOneSetWithAnotherColumnIsALetter() throws SQLException {
        String orders = name();
        String lines = name();
        executeInLake(
                "create table %1$s (id bigint primary key, n bigint, check (n > -id)); insert into %1$s values (1, 1), (2, 1);"
                                .formatted(orders)
                        + "create table %1$s (order_id bigint references %2$s (id)); insert into %1$s values (1)"
                                .formatted(lines, orders));

        run(
                orders,
                3,
                index -> "{\"id\":" + (index + 1) + ",\"n\":" + (index + 7) + "}",
                "\"columns\": [{\"name\": \"id\", \"type\": \"BIGINT\"}, {\"name\": \"n\", \"type\": \"BIGINT\"}],"
                        + " \"write\": {\"mode\": \"UPSERT\", \"keys\": [\"id\"]}");

        assertThat(inLake(orders, "select id, n")).containsExactlyInAnyOrder("1|1", "2|8", "3|9");
        assertThat(reasons(orders))
                .containsExactly("takes the place of a row that rows of " + lines
                        + " refer to, and DuckDB cannot set column n of such a row");
    }

    /** Makes a table of versions, the first of which a row of another one refers to; says what that one is called. */
    private static String referTo(String orders) throws SQLException {
        String audits = name();
        executeInLake(
                "create table %1$s (id bigint, \"at\" bigint, op varchar, __start_at bigint, __end_at bigint, unique (id, __start_at)); insert into %1$s values (1, 1, 'old', 1, null), (2, 1, 'old', 1, null);"
                                .formatted(orders)
                        + "create table %1$s (id bigint, since bigint, foreign key (id, since) references %2$s (id, __start_at)); insert into %1$s values (1, 1)"
                                .formatted(audits, orders));
        return audits;
    }

    private static List<String> versions(String orders) throws SQLException {
        return inLake(orders, "select id, \"at\", op, __start_at, __end_at");
    }

    @Test
    void aVersionIsSetWhereItIsWhenItsEventIsReadAgain() throws SQLException {
        String orders = name();
        referTo(orders);

        String progress = run(
                orders,
                4,
                index -> "{\"id\":" + (index % 2 + 1) + ",\"at\":" + (index / 2 + 1) + ",\"op\":\"new\"}",
                VERSIONS);

        assertThat(progress).contains("\"written\":4", "\"deadLettered\":0").doesNotContain("\"failure\"");
        assertThat(versions(orders))
                .containsExactlyInAnyOrder("1|1|new|1|2", "1|2|new|2|null", "2|1|new|1|2", "2|2|new|2|null");
    }

    @Test
    void anEventThatDeletesAVersionIsALetterUntilNoRowRefersToIt() throws SQLException {
        String orders = name();
        String audits = referTo(orders);

        String progress = run(
                orders,
                4,
                index -> "{\"id\":" + (index % 2 + 1) + ",\"at\":" + (index / 2 + 1) + ",\"op\":\""
                        + (index < 2 ? "d" : "c") + "\"}",
                VERSIONS);

        assertThat(progress).contains("\"written\":3", "\"deadLettered\":1").doesNotContain("\"failure\"");
        assertThat(reasons(orders)).containsExactly("deletes a row that rows of " + audits + " refer to");
        assertThat(versions(orders)).containsExactlyInAnyOrder("1|1|old|1|2", "1|2|c|2|null", "2|2|c|2|null");
        executeInLake("delete from " + audits);
        assertThat(replay(orders)).contains("\"left\":0");
        assertThat(versions(orders)).containsExactlyInAnyOrder("1|2|c|2|null", "2|2|c|2|null");
    }

    /** No record is to blame by what is known of the table: the one that ends a version has DuckDB write that anew, for an index. */
    @Test
    void aBatchThatIsRefusedAgainAndAgainEndsTheRun() throws SQLException {
        String orders = name();
        String audits = name();
        executeInLake(
                "create table %1$s (id bigint, \"at\" bigint, __start_at bigint, __end_at bigint, unique (id, __start_at), unique (id, __end_at)); insert into %1$s values (1, 1, 1, null);"
                                .formatted(orders)
                        + "create table %1$s (id bigint, since bigint, foreign key (id, since) references %2$s (id, __start_at)); insert into %1$s values (1, 1)"
                                .formatted(audits, orders));
        Topic topic = new Topic(broker, 1);
        topic.produce(2, index -> "{\"id\":" + (index + 1) + ",\"at\":2,\"op\":\"c\"}");
        String more =
                "\"columns\": [{\"name\": \"id\", \"type\": \"BIGINT\"}, {\"name\": \"at\", \"type\": \"BIGINT\"}],"
                        + " \"write\": {\"mode\": \"SCD2\", \"keys\": [\"id\"], \"sequenceBy\": \"at\"}";
        assertThat(post("/api/v1/pipelines", orders, definition(orders, topic, more))
                        .statusCode())
                .isEqualTo(201);

        service().start(orders);
        await().until(() -> service().get(orders).state() instanceof PipelineState.Failed);
        assertThat(failure(orders)).contains("referenced by a foreign key", "a batch was refused 5 times in a row");
        assertThat(reasons(orders)).isEmpty();

        executeInLake("delete from " + audits);
        service().start(orders);
        drain(orders);
        assertThat(inLake(orders, "select count(*)")).containsExactly("3");
    }
}
