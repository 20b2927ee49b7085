package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.weir.ingest.Topic;
import io.weir.ingest.deltasink.MemoryDeltaTables;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** Pipelines that join two topics. */
class JoinTest extends WorkerTest {

    private static final String DEFINITION = """
            {"name": "%1$s", "source": {"store": "broker", "topic": "%2$s"}, "batch": {"maxRows": 100, "maxWaitMillis": 100},
             "columns": [{"name": "id", "type": "BIGINT"}, {"name": "ordered", "type": "TIMESTAMP"}],
             "join": {"with": {"source": {"store": "broker", "topic": "%3$s"},
                               "columns": [{"name": "order_id", "type": "BIGINT"}, {"name": "paid", "type": "TIMESTAMP"},
                                           {"name": "cents", "type": "VARCHAR"}],
                               "transform": "select order_id as id, paid, cents::int as cents from input where order_id <> 7",
                               "time": "paid"},
                      "on": {"id": "id"}, "time": "ordered", "withinMillis": 60000, "latenessMillis": 86400000%4$s},
             "target": {%5$s}}""";
    private static final String LAKE = "\"warehouse\": {\"store\": \"lake\", \"table\": \"%s\"}";
    private static final String DELTA = "\"delta\": {\"table\": \"%s\"}";

    private final Topic orders = new Topic(broker, 2);
    private final Topic payments = new Topic(broker, 3);

    private String create(String more, String target) {
        String name = "p" + UUID.randomUUID().toString().substring(0, 8);
        HttpResponse<String> created =
                post("/api/v1/pipelines", "create-" + name, definition(name, more, target.formatted(name)));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        return name;
    }

    private String definition(String name, String more, String target) {
        return DEFINITION.formatted(name, orders.name(), payments.name(), more, target);
    }

    private void order(int first, int count) {
        orders.produce(count, index -> "{\"id\":" + (first + index) + ",\"ordered\":\"" + at(first + index) + "\"}");
    }

    private void pay(int first, int count) {
        payments.produce(
                count,
                index -> "{\"order_id\":" + (first + index) + ",\"paid\":\"" + at(first + index + 50)
                        + "\",\"cents\":\"" + (first + index) + "\"}");
    }

    private static String at(int second) {
        return "2026-01-01 %02d:%02d:%02d".formatted(second / 3600, second / 60 % 60, second % 60);
    }

    private static String progress(String name) {
        return get("/api/v1/pipelines/" + name + "/progress").body();
    }

    @Test
    void pairsAreWrittenToAWarehouseAcrossStops() throws SQLException {
        order(0, 600);
        pay(0, 300);
        String name = create("", LAKE);
        service().start(name);
        drain(name);
        assertThat(progress(name))
                .contains(
                        "\"received\":900", "\"written\":899", "\"filtered\":1", "\"partition\":1000002", "\"lag\":0");
        assertThat(inLake(name, "select count(*), count(distinct id), sum(cents), max(paid - ordered)"))
                .containsExactly("299|299|" + (299 * 300 / 2 - 7) + "|00:00:50");

        pay(300, 400);
        service().start(name);
        drain(name);

        assertThat(inLake(name, "select count(*), count(distinct id), sum(cents)"))
                .containsExactly("599|599|" + (599 * 600 / 2 - 7));
        assertThat(starts(name)).containsOnlyKeys(0, 1, 1_000_000, 1_000_001, 1_000_002);
    }

    /** Each stream's transform calls one of its own, and the joined one's meets a change at the next start. */
    @Test
    void transformsOfBothStreamsCallFunctions() throws SQLException {
        String late = name();
        String twice = name();
        function(late, "a + 1000");
        function(twice, "a * 2");
        order(0, 10);
        pay(0, 10);
        String name = name();
        String definition = definition(name, "", LAKE.formatted(name))
                .replace("cents::int", twice + "(cents::int)")
                .replaceFirst(
                        "\"join\":",
                        "\"transform\": \"select id, ordered, " + late + "(id) as later from input\", \"join\":");
        HttpResponse<String> created = post("/api/v1/pipelines", "create-" + name, definition);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(send("DELETE", "/api/v1/functions/" + twice, "").statusCode())
                .isEqualTo(409);
        service().start(name);
        drain(name);
        assertThat(inLake(name, "select count(*), sum(cents), sum(later)"))
                .containsExactly("9|" + 2 * (45 - 7) + "|" + (9_000 + 45 - 7));

        patch("/api/v1/functions/" + twice, "*", "{\"body\": \"a * 100\"}");
        order(10, 1);
        pay(10, 1);
        service().start(name);
        drain(name);

        assertThat(inLake(name, "select count(*), max(cents)")).containsExactly("10|1000");
    }

    private static void function(String name, String body) {
        String function = "{\"name\": \"" + name + "\", \"parameters\": [\"a\"], \"body\": \"" + body + "\"}";
        assertThat(post("/api/v1/functions", "make-" + name, function).statusCode())
                .isEqualTo(201);
    }

    /** A table, whose commits are refused and lose their replies now and then. */
    @Test
    void pairsAreWrittenToADeltaTableThoughCommitsFail() throws SQLException {
        Set<MemoryDeltaTables.When> interfered = interfere();
        order(0, 600);
        pay(0, 700);

        String name = create("", DELTA);
        service().start(name);
        drain(name);
        tables().interfere((table, when) -> {});

        assertThat(interfered).hasSize(2);
        assertThat(progress(name)).contains("\"received\":1300", "\"written\":1299", "\"filtered\":1");
        assertThat(select(name, "count(*) || ' ' || count(distinct id) || ' ' || sum(cents)"))
                .isEqualTo("599 599 " + (599 * 600 / 2 - 7));
        assertThat(select(name + "_" + name + "_state", "count(*)")).isEqualTo("1299");
    }

    @Test
    void ordersThatNobodyPaidAreWrittenOnceNobodyCan() throws SQLException {
        String name = create(", \"kind\": \"LEFT\"", LAKE);
        order(0, 100);
        pay(0, 50);
        service().start(name);
        drain(name);
        assertThat(inLake(name, "select count(*), count(paid)")).containsExactly("49|49");

        // A day later than all that was ordered in time, in each partition.
        orders.produce(2, index -> "{\"id\":-1,\"ordered\":\"2026-01-03 00:00:00\"}");
        payments.produce(3, index -> "{\"order_id\":-2,\"paid\":\"2026-01-03 00:00:00\",\"cents\":\"1\"}");
        service().start(name);
        drain(name);

        assertThat(inLake(name, "select count(*), count(paid), count(distinct id)"))
                .containsExactly("100|49|100");
    }

    @Test
    void aResetReadsBothAnew() throws SQLException {
        order(0, 50);
        pay(0, 50);
        String name = create("", LAKE);
        service().start(name);
        drain(name);

        assertThat(post("/api/v1/pipelines/" + name + "/reset", "reset-" + name, "{\"startPosition\": \"EARLIEST\"}")
                        .statusCode())
                .isEqualTo(200);
        service().start(name);
        drain(name);

        assertThat(inLake(name, "select count(*), count(distinct id)")).containsExactly("98|49");
        assertThat(get("/api/v1/pipelines/" + name).body()).contains("\"startPosition\":\"EARLIEST\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {LAKE, DELTA})
    void lettersOfBothComeBackAndFindTheirPartners(String target) throws SQLException {
        orders.produce(2, index -> "{\"id\":" + index + ",\"ordered\":\"" + (index == 0 ? "when" : at(1)) + "\"}");
        payments.produce(
                2, index -> "{\"order_id\":" + index + ",\"paid\":\"" + at(2) + "\",\"cents\":\"" + index + "x\"}");
        String name = create("", target);
        service().start(name);
        drain(name);
        assertThat(progress(name)).contains("\"received\":4", "\"written\":1", "\"deadLettered\":3");
        String path = "/api/v1/pipelines/" + name;
        String replay = path + "/dead-letters/replay";
        String definition = definition(name, "", target.formatted(name));
        String join = definition.substring(definition.indexOf("\"join\""), definition.indexOf(",\n \"target\""));

        // At once those of one topic.
        String first = post(replay, "one-" + name, "").body();
        assertThat(first).contains("\"taken\":1", "\"left\":1");
        String fixed = join.replace("cents::int", "replace(cents, 'x', '')::int");
        assertThat(patch(path, "*", "{" + fixed + "}").statusCode()).isEqualTo(200);
        String next = replay + "?pageToken=" + first.replaceAll(".*\"nextPageToken\":\"([^\"]*)\".*", "$1");

        assertThat(post(next, "two-" + name, "").body()).contains("\"taken\":2", "\"written\":2", "\"left\":0");
        assertThat(progress(name)).contains("\"received\":4", "\"written\":3", "\"deadLettered\":1");
        String found = target.equals(DELTA)
                ? select(name, "count(*) || '|' || min(id) || '|' || min(cents)")
                : inLake(name, "select count(*), min(id), min(cents)").get(0);
        assertThat(found).isEqualTo("1|1|1");
    }

    @Test
    void aDryRunShowsPairs() {
        order(0, 20);
        pay(10, 20);

        String inner = post(
                        "/api/v1/pipelines/dry-run?waitMillis=20000",
                        "dry-inner",
                        definition("dry", "", LAKE.formatted("dry")))
                .body();
        String left = post(
                        "/api/v1/pipelines/dry-run?waitMillis=20000",
                        "dry-left",
                        definition("dry", ", \"kind\": \"LEFT\"", LAKE.formatted("dry")))
                .body();

        assertThat(inner)
                .contains("\"received\":40", "\"written\":40", "{\"name\":\"cents\",\"type\":\"INTEGER\"}")
                .contains("\"cents\":19")
                .doesNotContain("\"cents\":20", "\"id\":9,");
        assertThat(left).contains("\"id\":9,");
    }

    @Test
    void whatCannotBeJoinedIsNamedWithWhatMay() {
        String target = LAKE.formatted("bad");
        String sound = definition("bad", "", target);
        assertProblem(
                sound.replace("\"on\": {\"id\": \"id\"}", "\"on\": {\"id\": \"cents\"}"), "join.on.id", "INTEGER");
        assertProblem(sound.replace("\"on\": {\"id\": \"id\"}", "\"on\": {\"none\": \"id\"}"), "join.on", "ordered");
        assertProblem(sound.replace("\"on\": {\"id\": \"id\"}", "\"on\": {}"), "join.on", "1 to 100");
        assertProblem(sound.replace("\"time\": \"paid\"", "\"time\": \"cents\""), "join.with.time", "TIMESTAMP");
        assertProblem(sound.replace("\"time\": \"ordered\"", "\"time\": \"id\""), "join.time", "TIMESTAMP");
        assertProblem(
                sound.replace("\"withinMillis\": 60000", "\"withinMillis\": -1"), "join.withinMillis", "2678400000");
        assertProblem(sound.replace("as cents", "as ordered"), "join.with", "names of their own");
        assertProblem(sound.replace("cents::int", "getenv(cents)"), "join.with.transform", "getenv");
        assertProblem(
                sound.replace("\"type\": \"VARCHAR\"}]", "\"type\": \"TEXTS\"}]"),
                "join.with.columns[2].type",
                "VARCHAR");
        assertProblem(
                sound.replace("\"topic\": \"" + payments.name() + "\"", "\"relation\": \"sales.paid\""),
                "join.with.source.relation",
                "a store and a topic");
        assertProblem(
                sound.replace(
                        "{\"store\": \"broker\", \"topic\": \"" + payments.name(),
                        "{\"store\": \"nope\", \"topic\": \"x"),
                "join.with.source.store",
                "KAFKA");
        assertProblem(
                sound.replace("\"target\": {", "\"target\": {\"delta\": {\"table\": \"bad\"}, "), "join", "alone");
        assertProblem(
                sound.replace("\"target\": {", "\"write\": {\"mode\": \"UPSERT\", \"keys\": [\"id\"]}, \"target\": {"),
                "join",
                "APPEND");
        assertProblem(
                sound.replace(
                        "\"target\": {",
                        "\"dedupe\": {\"keys\": [\"id\"], \"time\": \"ordered\","
                                + " \"horizonMillis\": 1000}, \"target\": {"),
                "join",
                "one of them");
        assertProblem(
                sound.replace(
                                "\"topic\": \"" + orders.name() + "\"",
                                "\"topic\": \"" + orders.name() + "\", \"consumerGroup\": \"g\"")
                        .replace(
                                "\"topic\": \"" + payments.name() + "\"",
                                "\"topic\": \"" + payments.name() + "\", \"consumerGroup\": \"g\""),
                "join.with.source.consumerGroup",
                "another one");
        assertProblem(
                sound.replace(payments.name(), orders.name())
                        .replaceFirst(
                                "(\"source\": \\{\"store\": \"broker\")", "$1, \"consumerGroup\": \"weir-bad/join\""),
                "join.with.source.consumerGroup",
                "another one");
        assertProblem(
                "{\"name\": \"bad\", \"source\": {\"store\": \"broker\", \"topic\": \"x\"}, \"target\": {" + target
                        + "}, \"join\": {\"time\": \"at\"}}",
                "join.with",
                "the stream");
    }

    private static void assertProblem(String definition, String field, String allowed) {
        HttpResponse<String> refused =
                post("/api/v1/pipelines", UUID.randomUUID().toString(), definition);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
        assertThat(refused.body()).contains("\"field\":\"" + field + "\"", allowed);
    }

    @Test
    void whatIsJoinedStaysAndHowItsRecordsLookMayChange() {
        String name = create("", LAKE);
        String path = "/api/v1/pipelines/" + name;
        String definition = definition(name, "", LAKE.formatted(name));
        String join = definition.substring(definition.indexOf("\"join\""), definition.indexOf(",\n \"target\""));

        assertThat(patch(path, "*", "{" + join.replace("<> 7", "<> 8") + "}").body())
                .contains("<> 8", "\"topic\":\"" + payments.name());
        assertThat(patch(path, "*", "{" + join.replace(payments.name(), "other") + "}")
                        .body())
                .contains("\"field\":\"join\"", "cannot be changed");
        assertThat(patch(path, "*", "{" + join.replace("60000", "90000") + "}").body())
                .contains("\"field\":\"join\"", "cannot be changed");
        assertThat(patch(path, "*", "{\"join\": {}}").body()).contains("\"field\":\"join\"", "cannot be changed");
    }

    /** Each of them has partitions of both topics, and rows that the partners of its own are among. */
    @ParameterizedTest
    @ValueSource(strings = {LAKE, DELTA})
    void twoWorkersShareBothTopics(String target) throws Exception {
        AtomicInteger next = new AtomicInteger(8);
        String name = create("", target);
        service().start(name);
        both(next);
        awaitReceived(name, 2 * (next.get() - 8));

        try (ConfigurableApplicationContext other = platform.start()) {
            await().atMost(Duration.ofMinutes(2)).until(() -> {
                double here = rows(worker, name);
                both(next);
                awaitReceived(name, 2 * (next.get() - 8));
                return rows(other, name) > 0 && rows(worker, name) > here;
            });
        }
        both(next);
        awaitReceived(name, 2 * (next.get() - 8));
        drain(name);

        String found = target.equals(DELTA)
                ? select(name, "count(*) || '|' || count(distinct id)")
                : inLake(name, "select count(*), count(distinct id)").get(0);
        assertThat(found).isEqualTo((next.get() - 8) + "|" + (next.get() - 8));
    }

    private void both(AtomicInteger next) {
        int first = next.getAndAdd(60);
        order(first, 60);
        pay(first, 60);
    }

    private static double rows(ConfigurableApplicationContext of, String pipeline) {
        return of.getBean(MeterRegistry.class)
                .counter("weir.ingest.rows", "pipeline", pipeline)
                .count();
    }

    @Test
    void aJoinedTopicThatIsMadeAnewIsNoticed() {
        order(0, 10);
        pay(0, 10);
        String name = create("", LAKE);
        service().start(name);
        drain(name);
        payments.remake();
        pay(0, 100);
        service().start(name);

        await().untilAsserted(() -> assertThat(failure(name)).contains(payments.name(), "made anew"));
        assertThat(starts(name)).containsAllEntriesOf(Map.of(0, 0L, 1_000_000, 0L));
    }
}
