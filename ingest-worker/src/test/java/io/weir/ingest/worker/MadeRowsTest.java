package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.MeterRegistry;
import io.weir.ingest.Topic;
import io.weir.ingest.deltasink.DeltaException;
import io.weir.ingest.deltasink.MemoryDeltaTables;
import io.weir.ingest.progress.DeadLetter;
import io.weir.ingest.progress.DeadLetters;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** Rows of several records each that a table does not take: no record is to blame, and the others are written. */
class MadeRowsTest extends WorkerTest {

    private static final String COLUMNS =
            "\"columns\": [{\"name\": \"id\", \"type\": \"BIGINT\"}, {\"name\": \"at\", \"type\": \"TIMESTAMP\"}], ";
    private static final String COUNTS = COLUMNS + "\"window\": {\"time\": \"at\", \"sizeMillis\": 60000,"
            + " \"aggregates\": [{\"name\": \"n\", \"function\": \"COUNT\"}]}";

    private static final String LEFT_JOIN = COLUMNS + """
            "join": {"with": {"source": {"store": "broker", "topic": "%s"}, "time": "paid",
                              "columns": [{"name": "sale", "type": "BIGINT"}, {"name": "paid", "type": "TIMESTAMP"}]},
                     "kind": "LEFT", "on": {"id": "sale"}, "time": "at", "withinMillis": 60000}""";

    private static String record(int id, int minute) {
        return "{\"id\":" + id + ",\"at\":\"2026-01-01 00:" + String.format("%02d", minute) + ":00\"}";
    }

    private static void create(String name, String definition) {
        HttpResponse<String> made = post("/api/v1/pipelines", name, definition);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        service().start(name);
        drain(name);
        assertThat(failure(name)).isNull();
    }

    private static double refused(String pipeline) {
        return worker.getBean(MeterRegistry.class)
                .get("weir.ingest.refused.rows")
                .tags("pipeline", pipeline)
                .counter()
                .count();
    }

    /** All of them, a page for each. */
    private static List<DeadLetter> letters(String name) {
        DeadLetters letters = worker.getBean(DeadLetters.class);
        List<DeadLetter> all = new ArrayList<>();
        String after = null;
        do {
            Page<DeadLetter> page = letters.list(name, new PageRequest(1, after));
            all.addAll(page.items());
            after = page.nextPageToken() == null ? null : DeadLetters.position(all.get(all.size() - 1));
        } while (after != null);
        return all;
    }

    @Test
    void aRowOfAWindowThatTheTableDoesNotTakeIsADeadLetter() throws SQLException {
        Topic topic = new Topic(broker, 1);
        for (int minute = 0; minute < 10; minute++) {
            int last = minute;
            topic.produce(minute + 1, index -> record(index, last));
        }
        topic.produce(1, index -> record(index, 50));
        String name = name();
        executeInLake(
                "create table %1$s (window_start timestamp primary key, n bigint check (n not in (3, 7)), window_end timestamp);"
                                .formatted(name)
                        + "insert into %s values ('2026-01-01 00:00:00', 0, null)".formatted(name));

        create(name, definition(name, topic, COUNTS));

        assertThat(inLake(name, "select count(*), sum(n)")).containsExactly("8|44");
        assertThat(get("/api/v1/pipelines/" + name + "/progress").body())
                .contains("\"received\":56", "\"written\":56", "\"deadLettered\":0");
        List<DeadLetter> letters = letters(name);
        assertThat(letters)
                .extracting(DeadLetter::payload)
                .containsExactlyInAnyOrder(
                        "{\"window_start\":\"2026-01-01 00:00:00\",\"window_end\":\"2026-01-01 00:01:00\",\"n\":1}",
                        "{\"window_start\":\"2026-01-01 00:02:00\",\"window_end\":\"2026-01-01 00:03:00\",\"n\":3}",
                        "{\"window_start\":\"2026-01-01 00:06:00\",\"window_end\":\"2026-01-01 00:07:00\",\"n\":7}");
        assertThat(letters).allSatisfy(letter -> {
            assertThat(letter.reason())
                    .startsWith("a row that the window makes: ")
                    .containsAnyOf("PRIMARY KEY(window_start)", "CHECK(");
            assertThat(letter.sequence()).isBetween(0L, 55L);
        });

        assertThat(refused(name)).isEqualTo(3);

        topic.produce(1, index -> record(index, 59));
        goOnWithLetters(name, 3);
        assertThat(inLake(name, "select count(*)")).containsExactly("9");
    }

    /** What follows is written, and what no record of the topic is comes back as none. */
    private void goOnWithLetters(String name, int letters) {
        service().start(name);
        drain(name);
        assertThat(post("/api/v1/pipelines/" + name + "/dead-letters/replay", "replay-" + name, "")
                        .body())
                .contains("\"taken\":0");
        assertThat(letters(name)).hasSize(letters);
    }

    @Test
    void aRowOfAWindowThatRefersToNoneOfItsOwnTableIsADeadLetter() throws SQLException {
        Topic topic = new Topic(broker, 1);
        topic.produce(3, index -> record(0, index));
        topic.produce(1, index -> record(0, 50));
        String name = name();
        executeInLake("""
                create table %1$s (window_start timestamp unique, window_end timestamp references %1$s (window_start), n bigint);
                insert into %1$s values ('2026-01-01 00:02:00', null, 0)""".formatted(name));

        create(name, definition(name, topic, COUNTS));

        assertThat(inLake(name, "select string_agg(window_start, ', ' order by window_start)"))
                .containsExactly("2026-01-01 00:01:00, 2026-01-01 00:02:00");
        assertThat(letters(name)).hasSize(2).extracting(DeadLetter::reason).allSatisfy(reason -> assertThat(reason)
                .startsWith("a row that the window makes: "));
    }

    @Test
    void aPairThatTheTableDoesNotTakeIsADeadLetter() throws SQLException {
        Topic orders = new Topic(broker, 1);
        Topic payments = new Topic(broker, 1);
        orders.produce(10, index -> record(index, 0));
        payments.produce(
                10, index -> "{\"sale\":" + index + ",\"m\":" + (index - 1) + ",\"paid\":\"2026-01-01 00:00:01\"}");
        String name = name();
        executeInLake(
                "create table %s (id bigint, \"at\" timestamp, sale bigint, m bigint check (m > 0), paid timestamp)"
                        .formatted(name));

        create(name, definition(name, orders, COLUMNS + """
                "join": {"with": {"source": {"store": "broker", "topic": "%s"}, "time": "paid",
                                  "columns": [{"name": "sale", "type": "BIGINT"}, {"name": "m", "type": "BIGINT"},
                                              {"name": "paid", "type": "TIMESTAMP"}]},
                         "on": {"id": "sale"}, "time": "at", "withinMillis": 60000}""".formatted(payments.name())));

        assertThat(inLake(name, "select count(*), min(m)")).containsExactly("8|1");
        assertThat(refused(name)).isEqualTo(2);
        assertThat(letters(name)).hasSize(2).allSatisfy(letter -> {
            assertThat(letter.reason()).startsWith("a row that the join makes: breaks CHECK(");
            assertThat(letter.payload()).contains("\"at\":\"2026-01-01 00:00:00\"", "\"paid\":");
        });
    }

    /** What the table has by itself for a column is in a row without a partner, and what it does not have makes that a letter. */
    @Test
    void aRowWithoutAPartnerIsADeadLetterWhereTheTableTakesNoNullInAColumnOfTheOtherStream() throws SQLException {
        Topic orders = new Topic(broker, 1);
        Topic payments = new Topic(broker, 1);
        orders.produce(4, index -> record(index, 0));
        orders.produce(1, index -> record(9, 50));
        payments.produce(2, index -> "{\"sale\":" + index + ",\"paid\":\"2026-01-01 00:00:01\"}");
        payments.produce(1, index -> "{\"sale\":8,\"paid\":\"2026-01-01 00:50:00\"}");
        String name = name();
        executeInLake(
                "create table %s (id bigint, \"at\" timestamp, sale bigint not null, paid timestamp not null default '1970-01-01')"
                        .formatted(name));

        create(name, definition(name, orders, LEFT_JOIN.formatted(payments.name())));

        assertThat(inLake(name, "select count(*), max(id)")).containsExactly("2|1");
        assertThat(letters(name)).hasSize(2).allSatisfy(letter -> {
            assertThat(letter.reason()).isEqualTo("a row that the join makes: the table takes no null in column sale");
            assertThat(letter.payload())
                    .contains("\"at\":\"2026-01-01 00:00:00\"")
                    .doesNotContain("paid");
        });
    }

    /** Into a Delta table that is there already, with a column that takes no null. */
    private static void createInDelta(String name, Topic topic, String column, String more) {
        Map<String, Object> field = Map.of("name", column, "type", "long", "nullable", false, "metadata", Map.of());
        tables().create(name, Map.of("type", "struct", "fields", List.of(field)), List.of());
        create(
                name,
                definition(name, topic, more)
                        .replaceAll("\"target\":.*", "\"target\": {\"delta\": {\"table\": \"" + name + "\"}}}"));
    }

    @Test
    void aRowOfAWindowWithANullThatADeltaTableDoesNotTakeIsADeadLetter() throws SQLException {
        Topic topic = new Topic(broker, 1);
        for (int minute = 0; minute < 10; minute++) {
            int each = minute;
            topic.produce(
                    minute + 1,
                    index -> each == 3 || each == 7
                            ? record(0, each).replace("\"id\":0", "\"id\":null")
                            : record(1, each));
        }
        topic.produce(1, index -> record(1, 50));
        String name = name();

        createInDelta(
                name,
                topic,
                "least",
                COLUMNS + "\"batch\": {\"maxRows\": 20}, \"window\": {\"time\": \"at\", \"sizeMillis\": 60000,"
                        + " \"aggregates\": [{\"name\": \"least\", \"function\": \"MIN\", \"column\": \"id\"}]}");

        assertThat(select(name, "count(*) || ' ' || sum(least)")).isEqualTo("8 8");
        assertThat(get("/api/v1/pipelines/" + name + "/progress").body())
                .contains("\"received\":56", "\"written\":56", "\"deadLettered\":0");
        assertThat(letters(name))
                .extracting(DeadLetter::reason, DeadLetter::payload)
                .containsExactlyInAnyOrder(
                        tuple(
                                "a row that the window makes: the table takes no null in column least",
                                "{\"window_start\":\"2026-01-01 00:03:00\",\"window_end\":\"2026-01-01 00:04:00\",\"least\":null}"),
                        tuple(
                                "a row that the window makes: the table takes no null in column least",
                                "{\"window_start\":\"2026-01-01 00:07:00\",\"window_end\":\"2026-01-01 00:08:00\",\"least\":null}"));
        assertThat(refused(name)).isEqualTo(2);

        topic.produce(1, index -> record(1, 59));
        goOnWithLetters(name, 2);
        assertThat(select(name, "count(*)")).isEqualTo("9");
    }

    /** Whether a commit does not happen, or its reply is lost, a row is in one of both tables, and once. */
    @Test
    void aRowWithoutAPartnerIsADeadLetterOnceThoughCommitsFail() throws SQLException {
        Topic orders = new Topic(broker, 1);
        Topic payments = new Topic(broker, 1);
        orders.produce(4, index -> record(index, 0));
        orders.produce(1, index -> record(9, 50));
        payments.produce(2, index -> "{\"sale\":" + index + ",\"paid\":\"2026-01-01 00:00:01\"}");
        payments.produce(1, index -> "{\"sale\":8,\"paid\":\"2026-01-01 00:50:00\"}");
        String name = name();
        Set<MemoryDeltaTables.When> interfered = ConcurrentHashMap.newKeySet();
        tables().interfere((table, when) -> {
            if (interfered.add(when)) {
                throw new DeltaException("interfered " + when, new IllegalStateException());
            }
        });

        createInDelta(name, orders, "sale", LEFT_JOIN.formatted(payments.name()));

        assertThat(interfered).hasSize(2);
        assertThat(select(name, "count(*) || ' ' || count(distinct id) || ' ' || max(id)"))
                .isEqualTo("2 2 1");
        assertThat(letters(name))
                .extracting(DeadLetter::reason)
                .containsExactly(
                        "a row that the join makes: the table takes no null in column sale",
                        "a row that the join makes: the table takes no null in column sale");
    }

    /** The last record comes back, and with it the end of the window before. */
    @Test
    void soIsARowThatIsMadeOfLettersThatComeBack() throws SQLException {
        Topic topic = new Topic(broker, 1);
        topic.produce(5, index -> record(0, 3).replace("\"id\":0", "\"id\":null"));
        topic.produce(1, index -> record(0, 50).replace("\"id\":0", "\"id\":\"x\""));
        String name = name();
        String path = "/api/v1/pipelines/" + name;
        createInDelta(
                name,
                topic,
                "least",
                COLUMNS.replaceFirst("BIGINT", "VARCHAR")
                        + "\"transform\": \"select id::bigint as id, \\\"at\\\" from input\", \"window\": {\"time\": \"at\","
                        + " \"sizeMillis\": 60000,"
                        + " \"aggregates\": [{\"name\": \"least\", \"function\": \"MIN\", \"column\": \"id\"}]}");
        assertThat(letters(name))
                .extracting(DeadLetter::payload)
                .containsExactly("{\"id\":\"x\",\"at\":\"2026-01-01 00:50:00\"}");
        String fixed = "{\"transform\": \"select try_cast(id as bigint) as id, \\\"at\\\" from input\"}";
        assertThat(patch(path, "*", fixed).statusCode()).isEqualTo(200);

        assertThat(post(path + "/dead-letters/replay", "replay-" + name, "").body())
                .isEqualTo("{\"taken\":1,\"written\":1,\"filtered\":0,\"left\":0}");

        assertThat(tables().files(name)).isEmpty();
        assertThat(letters(name))
                .extracting(DeadLetter::payload)
                .singleElement()
                .asString()
                .contains("00:03:00");
    }
}
