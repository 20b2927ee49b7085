package io.weir.metadata;

import static io.weir.metadata.Requests.commit;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.MetadataServer.Answer;
import io.weir.metadata.zone.Zones;
import io.weir.test.TestDatabase;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Plans over files that were inserted and files that were copied: day d of 3, file f with ids from 10 f to 10 f + 9. */
class PlanningTest {

    private static final int FILES = 600;

    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static MetadataServer server;

    @BeforeAll
    static void start() {
        database = TestDatabase.create("metadata");
        server = MetadataServer.start(database, folder, "--weir.metadata.mirror.workers=0");
        server.post("/api/v1/tables", Requests.partitionedTable("planned")).expect(201);
        post(IntStream.range(0, 100));
        post(IntStream.range(100, FILES));
        server.bean(Zones.class).extend("planned");
    }

    private static void post(IntStream files) {
        post("planned", files.mapToObj(PlanningTest::file));
    }

    private static void post(String table, Stream<Map<?, ?>> actions) {
        server.post("/api/v1/tables/" + table + "/commits", commit(actions.toArray(Map<?, ?>[]::new)))
                .expect(200);
    }

    private static Map<?, ?> file(int number) {
        return partitioned(
                number, """
                {"numRecords":10,"minValues":{"id":%d,"name":"n%03d"},"maxValues":{"id":%d,"name":"n%03d"},\
                "nullCount":{"id":0,"name":%d}}""".formatted(number * 10, number, number * 10 + 9, number, number % 2 == 0 ? 0 : 10));
    }

    private static Map<?, ?> partitioned(int number, @Nullable String stats) {
        Map<Object, Object> add = new LinkedHashMap<>();
        ((Map<?, ?>) Requests.add("f" + number, 10).get("add")).forEach(add::put);
        add.put("partitionValues", Map.of("day", "2026-01-0" + (1 + number % 3)));
        add.put("stats", stats);
        return Map.of("add", add);
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id = 55|599|0|599",
                "id = 5555|599|0|599",
                "id BETWEEN 95 AND 1005|600|0|508",
                "day = '2026-01-01'|600|400|0",
                "day = '2026-01-02' AND id < 100|600|400|197",
                "name LIKE 'n1%'|600|0|550",
                "name IS NULL|600|0|300",
                "name IS NOT NULL AND id >= 5990|600|0|600",
                "id = 7 OR id = 5007|600|0|598",
                "NOT (id > 9)|600|0|599"
            })
    void leavesOutByPartitionAndByStatistics(String filter, long files, long byPartition, long byStatistics) {
        JsonNode page =
                server.get(url(filter) + "&explain=true&limit=1000").expect(200).json();

        JsonNode explanation = page.get("explanation");
        assertThat(explanation.get("filesConsidered").longValue()).isEqualTo(FILES);
        assertThat(explanation.get("prunedByPartition").longValue()).isEqualTo(byPartition);
        assertThat(explanation.get("prunedByStatistics").longValue()
                        + explanation.get("prunedByZones").longValue())
                .isEqualTo(byStatistics);
        assertThat(explanation.get("prunedByZones").longValue()).isIn(0L, (long) Zones.SIZE);
        assertThat(page.get("items")).hasSize((int) (FILES - byPartition - byStatistics));
        assertThat(explanation.get("filesKept").longValue())
                .isEqualTo(page.get("items").size());
        assertThat(files).isPositive();
    }

    /**
     * Three files, of which each condition is true in one: with columns of other types, nested ones, and a partition by day.
     * FilterCompilerTest has the conditions' forms, and NeverWrongTest that no row is lost; here PostgreSQL answers.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "amount IN (7, 20.5, 700)",
                "CAST(amount AS DECIMAL(10, 2)) = 20.5",
                "amount <> 10 AND amount <> 30",
                "paid = DATE '2026-02-02'",
                "paid BETWEEN '2026-02-02' AND '2026-02-02'",
                "at >= TIMESTAMP '2026-02-02 00:00:00Z' AND at < TIMESTAMP '2026-02-03 00:00:00Z'",
                "who.name LIKE 'b%'",
                "who.address.zip = 2000",
                "NOT (who.name < 'b' OR who.name >= 'c')",
                "due = '2026-03-02'",
                "CAST(due AS DATE) = DATE '2026-03-02'",
                "done = TRUE AND amount > 0",
                "note IS NULL"
            })
    void everyKindOfConditionIsAnsweredByPostgres(String filter) {
        assertThat(kinds().get("items").valueStream().map(file -> file.get("path")
                        .stringValue()))
                .containsExactly("k1", "k2", "k3");
        JsonNode page =
                server.get(url("kinds", filter) + "&explain=true").expect(200).json();
        assertThat(page.get("items").valueStream().map(file -> file.get("path").stringValue()))
                .as("%s", page)
                .containsExactly("k2");
        assertThat(page.at("/explanation/filesConsidered").longValue()).isEqualTo(3);
        assertThat(page.at("/explanation/prunedByPartition").longValue()
                        + page.at("/explanation/prunedByStatistics").longValue())
                .isEqualTo(2);
    }

    private static JsonNode kinds() {
        if (server.get("/api/v1/tables/kinds").status() == 404) {
            Map<String, Object> address = struct(column("zip", "integer"));
            Map<String, Object> table = Requests.table("kinds");
            table.put(
                    "schema",
                    struct(
                            column("amount", "decimal(10,2)"),
                            column("paid", "date"),
                            column("at", "timestamp"),
                            column("done", "boolean"),
                            column("note", "string"),
                            column("who", struct(column("name", "string"), column("address", address))),
                            column("due", "date")));
            table.put("partitionColumns", List.of("due"));
            server.post("/api/v1/tables", table).expect(201);
            post("kinds", IntStream.rangeClosed(1, 3).mapToObj(PlanningTest::fileOfKinds));
        }
        return server.get("/api/v1/tables/kinds/files").expect(200).json();
    }

    private static Map<?, ?> fileOfKinds(int number) {
        String values = """
                {"amount":%s,"paid":"2026-02-0%d","at":"2026-02-0%dT12:00:00.000Z","done":%s,%s\
                "who":{"name":"%s","address":{"zip":%d000}}}""".formatted(
                        number == 2 ? "20.5" : number + "0",
                        number,
                        number,
                        number == 2,
                        number == 2 ? "" : "\"note\":\"n\",",
                        List.of("ann", "bob", "cid").get(number - 1),
                        number);
        Map<Object, Object> add = new LinkedHashMap<>();
        ((Map<?, ?>) Requests.add("k" + number, 10).get("add")).forEach(add::put);
        add.put("partitionValues", Map.of("due", "2026-03-0" + number));
        add.put("stats", """
                {"numRecords":10,"minValues":%s,"maxValues":%s,"nullCount":{"amount":0,"done":0,"note":%d}}""".formatted(values, values, number == 2 ? 10 : 0));
        return Map.of("add", add);
    }

    private static Map<String, Object> column(String name, Object type) {
        return Map.of("name", name, "type", type, "nullable", true, "metadata", Map.of());
    }

    private static Map<String, Object> struct(Map<?, ?>... fields) {
        return Map.of("type", "struct", "fields", List.of(fields));
    }

    @Test
    void aStreamAndPagesGiveTheSameFilesInTheSameOrder() {
        String filter = "day = '2026-01-03' AND id BETWEEN 500 AND 2000";
        List<String> streamed = server.get(url(filter), "Accept", "application/x-ndjson")
                .expect(200)
                .text()
                .lines()
                .map(line -> MetadataServer.JSON.readTree(line).get("path").stringValue())
                .toList();
        List<String> paged = new ArrayList<>();
        String token = "";
        do {
            JsonNode page =
                    server.get(url(filter) + "&limit=7" + token).expect(200).json();
            page.get("items").forEach(file -> paged.add(file.get("path").stringValue()));
            JsonNode next = page.get("nextPageToken");
            token = next == null ? "" : "&pageToken=" + next.stringValue();
        } while (!token.isEmpty());

        assertThat(streamed).hasSize(51).isEqualTo(paged).startsWith("f50", "f53");
    }

    @Test
    void anOlderVersionIsPlannedWithItsOwnFiles() {
        JsonNode page = server.get(url("id >= 900") + "&version=1&explain=true")
                .expect(200)
                .json();
        assertThat(page.get("explanation").get("filesConsidered").longValue()).isEqualTo(100);
        assertThat(page.get("items")).hasSize(10);
    }

    @Test
    void aPlanLooksIntoTheZonesOnlyThatItsConditionMayBeTrueIn() {
        JdbcClient jdbc = server.bean(JdbcClient.class);
        String ofTable = " where table_id = (select table_id from delta_table where name = 'planned')";
        assertThat(kept("planned", "id < 20", "")).isEqualTo(2);
        jdbc.sql("update file_zone set without_nulls = 0, lows[2] = '\\xFF'" + ofTable)
                .update();
        try {
            assertThat(kept("planned", "id < 20", "")).isZero();
            assertThat(kept("planned", "id >= 5990", "")).as("in no zone yet").isEqualTo(1);
        } finally {
            jdbc.sql("delete from file_zone" + ofTable).update();
            server.bean(Zones.class).extend("planned");
        }
    }

    @Test
    void zonesNeverChangeWhatAPlanKeeps() {
        Random random = new Random(7);
        server.post("/api/v1/tables", Requests.partitionedTable("changing")).expect(201);
        List<Integer> live = new ArrayList<>();
        for (int version = 1; version <= 7; version++) {
            int first = version * 300;
            List<Map<?, ?>> actions = new ArrayList<>();
            IntStream.range(first, first + 250).forEach(number -> actions.add(randomFile(number, random)));
            Collections.shuffle(live, random);
            live.subList(0, live.size() / 4).forEach(number -> actions.add(Requests.remove("f" + number)));
            live.subList(0, live.size() / 4).clear();
            IntStream.range(first, first + 250).forEach(live::add);
            post("changing", actions.stream());
            server.bean(Zones.class).extend("changing");
        }
        Map<String, Long> kept = new LinkedHashMap<>();
        for (int number = 0; number < 40; number++) {
            int id = random.nextInt(25_000);
            String filter = List.of(
                            "id BETWEEN " + id + " AND " + (id + 300),
                            "id < " + id + " AND name IS NULL",
                            "id > " + id + " OR name >= 'n" + id + "'",
                            "day = '2026-01-02' AND NOT (id < " + id + ")")
                    .get(number % 4);
            for (String version : List.of("", "&version=7", "&version=6", "&version=2")) {
                kept.put(url("changing", filter) + version, kept("changing", filter, version));
            }
        }
        kept.forEach((url, files) -> assertThat(explained(url)).as(url).isEqualTo(files));
        server.bean(JdbcClient.class)
                .sql(
                        "delete from file_zone where table_id = (select table_id from delta_table where name = 'changing')")
                .update();
        kept.forEach((url, files) -> assertThat(explained(url)).as(url).isEqualTo(files));
    }

    @Test
    void anExplanationLooksAtNoMoreThanThePlan() {
        JdbcClient jdbc = server.bean(JdbcClient.class);
        String ofTable = " where table_id = (select table_id from delta_table where name = 'planned')";
        jdbc.sql("update file_zone set without_nulls = 0, lows[2] = '\\xFF'" + ofTable)
                .update();
        try {
            JsonNode page =
                    server.get(url("id < 20") + "&explain=true").expect(200).json();
            JsonNode explanation = page.get("explanation");
            assertThat(explanation.get("prunedByZones").longValue()).isEqualTo(Zones.SIZE);
            assertThat(explanation.get("prunedByStatistics").longValue()).isEqualTo(FILES - Zones.SIZE);
            assertThat(explanation.get("filesKept").longValue()).isZero();
        } finally {
            jdbc.sql("delete from file_zone" + ofTable).update();
            server.bean(Zones.class).extend("planned");
        }
        assertThat(server.get("/api/v1/tables/planned/files?explain=true&limit=1")
                        .expect(200)
                        .json()
                        .get("explanation")
                        .get("filesKept")
                        .longValue())
                .isEqualTo(FILES);
    }

    @Test
    void zonesThatAreMadeAtOnceFollowOneAnother() throws Exception {
        server.post("/api/v1/tables", Requests.table("contested")).expect(201);
        post("contested", IntStream.range(0, 4 * Zones.SIZE + 1).mapToObj(number -> Requests.add("c" + number, 1)));
        Zones zones = server.bean(Zones.class);

        List<Integer> made = IntStream.range(0, 4)
                .mapToObj(caller -> CompletableFuture.supplyAsync(() -> zones.extend("contested")))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        // Those that the service made by itself come to it.
        assertThat(made).allMatch(count -> count <= 4);
        zones.extend("contested");
        assertThat(server.bean(JdbcClient.class)
                        .sql("""
                                select z.after_file, z.last_file, count(f) from file_zone z
                                join delta_table t on t.table_id = z.table_id and t.name = 'contested'
                                left join data_file f on f.table_id = z.table_id
                                  and (f.added_version, f.file_id) > (z.after_version, z.after_file)
                                  and (f.added_version, f.file_id) <= (z.last_version, z.last_file)
                                group by z.table_id, z.after_version, z.after_file order by z.after_version, z.after_file""")
                        .query((row, number) -> List.of(row.getLong(1), row.getLong(2), row.getLong(3)))
                        .list())
                .hasSize(4)
                .allMatch(zone -> zone.get(2) == Zones.SIZE)
                .satisfies(chain -> IntStream.range(1, 4)
                        .forEach(next -> assertThat(chain.get(next).get(0))
                                .isEqualTo(chain.get(next - 1).get(1))));
    }

    /** Some files without statistics, some with nulls only, ids in any order. */
    private static Map<?, ?> randomFile(int number, Random random) {
        if (random.nextInt(50) == 0) {
            return partitioned(number, null);
        }
        int from = random.nextInt(20) == 0 ? random.nextInt(25_000) : number * 10;
        String names = random.nextInt(3) == 0
                ? "\"nullCount\":{\"id\":0,\"name\":10}"
                : "\"nullCount\":{\"id\":0,\"name\":" + random.nextInt(2) + "}";
        return partitioned(
                number,
                "{\"numRecords\":10,\"minValues\":{\"id\":%d,\"name\":\"n%d\"},\"maxValues\":{\"id\":%d,\"name\":\"n%d\"},%s}"
                        .formatted(from, from, from + 9, from + 9, names));
    }

    /** Files that a stream has. */
    private static long kept(String table, String filter, String version) {
        return server.get(url(table, filter) + version, "Accept", "application/x-ndjson")
                .expect(200)
                .text()
                .lines()
                .count();
    }

    /** Files that an explanation says are kept; the rest of it must say where the others went. */
    private static long explained(String url) {
        JsonNode explanation =
                server.get(url + "&explain=true&limit=1").expect(200).json().get("explanation");
        assertThat(Stream.of("prunedByZones", "prunedByPartition", "prunedByStatistics", "filesKept")
                        .mapToLong(field -> explanation.get(field).longValue())
                        .peek(count -> assertThat(count).isNotNegative())
                        .sum())
                .isEqualTo(explanation.get("filesConsidered").longValue());
        return explanation.get("filesKept").longValue();
    }

    static Stream<String> invalid() {
        return Stream.of(
                "colour = 'red'", "id = ", "id = 'seven'", "upper(name) = 'A'", "id", "id = 1;", "", "(".repeat(300));
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void whatCannotBeReadIsAProblemThatNamesThePosition(String filter) {
        for (String accept : List.of("application/json", "application/x-ndjson")) {
            Answer answer = server.get(url(filter), "Accept", accept);
            assertThat(answer.status()).as(answer.text()).isEqualTo(422);
            assertThat(answer.json().get("code").stringValue()).isEqualTo("invalid-predicate");
            assertThat(answer.json().get("position").intValue()).isPositive();
            JsonNode error = answer.json().get("errors").get(0);
            assertThat(error.get("field").stringValue()).isEqualTo("filter");
            assertThat(error.get("allowed").stringValue()).isNotBlank();
        }
    }

    private static String url(String filter) {
        return url("planned", filter);
    }

    private static String url(String table, String filter) {
        return "/api/v1/tables/" + table + "/files?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8);
    }
}
