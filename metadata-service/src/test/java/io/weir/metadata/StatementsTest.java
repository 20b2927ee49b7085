package io.weir.metadata;

import static io.weir.metadata.Requests.add;
import static io.weir.metadata.Requests.commit;
import static io.weir.metadata.Requests.remove;
import static io.weir.metadata.Requests.txn;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.zone.Zones;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a request costs, in statements: the same for one file and for thousands, for a short history and a long one. */
class StatementsTest {

    private static final String COMMITS = "/api/v1/tables/counted/commits";

    @TempDir
    static Path folder;

    private static final StatementLog statements = new StatementLog();

    @AutoClose
    private static MetadataServer server;

    @BeforeAll
    static void start() {
        server = MetadataServer.startOnNewDatabase(
                folder,
                MetadataServer.withChanged(statements.watchingDataSources()),
                "--weir.metadata.mirror.workers=0",
                "--weir.outbox.poll-interval=1h");
        server.post("/api/v1/tables", Requests.table("counted")).expect(201);
        // The first large commit of all also asks how log files are kept.
        server.post("/api/v1/tables", Requests.table("first")).expect(201);
        server.post("/api/v1/tables/first/commits", commit(manyAdds(200, "first")))
                .expect(200);
    }

    @Test
    void openingATableIsOneStatement() {
        assertThat(statements.during(() -> server.get("/api/v1/tables/counted").expect(200)))
                .hasSize(1);
    }

    @Test
    void aPageOfSmallFilesIsTwoStatementsAndReadsNoOtherFile() {
        server.post("/api/v1/tables", Requests.table("sized")).expect(201);
        server.post("/api/v1/tables/sized/commits", commit(manyAdds(5000, "sized")))
                .expect(200);
        server.post("/api/v1/tables/sized/commits", commit(add("small", 0))).expect(200);

        // Head; files, and it.
        assertThat(statements.during(() -> assertThat(server.get("/api/v1/tables/sized/files/small?smallerThan=101")
                                .expect(200)
                                .json()
                                .get("items"))
                        .hasSize(1)))
                .hasSize(2);
        assertThat(statements.rows()).isEqualTo(2);
    }

    @Test
    void aCommitThatOnlyAddsAFewFilesIsTwoStatements() {
        // Head; adds, log and head.
        assertThat(statements.during(() -> server.post(COMMITS, commit(add("few", 1), add("fewer", 1)))
                        .expect(200)))
                .hasSize(2);
    }

    @Test
    void aCommitCostsTheSameHoweverManyFilesItHas() {
        List<String> small = statements.during(
                () -> server.post(COMMITS, commit(add("one", 1), txn("a", 1))).expect(200));
        List<String> large = statements.during(
                () -> server.post(COMMITS, commit(manyAdds(5000, "many"))).expect(200));

        // Head; transactions; adds, transactions, log and head.
        assertThat(small).hasSize(3);
        // Head, adds, log and head.
        assertThat(large).hasSize(3).anyMatch("copy"::equals);
    }

    /** They are read while the first files are copied already. */
    @Test
    void ofManyFilesTheLastOnesStatisticsAreNamedAndNothingStays() {
        Map<?, ?>[] files = manyAdds(5000, "told");
        Map<Object, Object> wrong = new LinkedHashMap<>((Map<?, ?>) files[4999].get("add"));
        wrong.put("stats", "{\"numRecords\":\"many\"}");
        files[4999] = Map.of("add", wrong);
        String before = server.get("/api/v1/tables/counted").expect(200).text();

        assertThat(server.post(COMMITS, commit(files))
                        .expect(422)
                        .json()
                        .at("/errors/0/field")
                        .stringValue())
                .isEqualTo("actions[4999].add.stats.numRecords");
        assertThat(server.get("/api/v1/tables/counted").expect(200).text()).isEqualTo(before);
        server.post(COMMITS, commit(manyAdds(5000, "told"))).expect(200);
    }

    @Test
    void rowTrackingAddsAFewStatementsHoweverManyFilesThereAre() {
        String tracked = "/api/v1/tables/numbered/commits";
        server.post("/api/v1/tables", Requests.table("numbered", Map.of("delta.enableRowTracking", "true")))
                .expect(201);

        // Head; mark; adds, mark, log and head.
        assertThat(statements.during(
                        () -> server.post(tracked, commit(add("few", 1))).expect(200)))
                .hasSize(3);
        // Head; marks, files that are there; adds, mark, log and head.
        assertThat(statements.during(() ->
                        server.post(tracked, commit(manyAdds(10_000, "many"))).expect(200)))
                .hasSize(6)
                .anyMatch("copy"::equals);
    }

    @Test
    void removesTransactionsConflictsAndAMessageAddOneStatementEach() {
        server.post(COMMITS, commit(add("prey", 1))).expect(200);
        long head = server.get("/api/v1/tables/counted").json().get("version").longValue();
        server.post(COMMITS, commit(add("winner", 1))).expect(200);
        Map<String, Object> mine = commit(remove("prey"), add("mine", 1), txn("b", 1));
        mine.put("readVersion", head);
        mine.put("jobName", "nightly");

        // Head, transactions, conflicts, removes, adds, transactions, log and head, message.
        assertThat(statements.during(() -> server.post(COMMITS, mine).expect(200)))
                .hasSize(8);
    }

    /** What is known of them is asked for at once, and of removes that say it themselves not at all. */
    @Test
    void removesThatSayNoMoreThanAPathAddOneStatementHoweverManyTheyAre() {
        String bare = "/api/v1/tables/bare/commits";
        server.post("/api/v1/tables", Requests.table("bare")).expect(201);
        server.post(bare, commit(manyAdds(102, "bare"))).expect(200);

        // Head, removes, log and head.
        assertThat(statements.during(
                        () -> server.post(bare, commit(remove("bare0"))).expect(200)))
                .hasSize(3);
        // Head, files, removes, log and head.
        assertThat(statements.during(() -> server.post(bare, commit(bare(1))).expect(200)))
                .hasSize(4);
        assertThat(statements.during(() -> server.post(
                                bare,
                                commit(IntStream.range(2, 102)
                                        .mapToObj(StatementsTest::bare)
                                        .toArray(Map<?, ?>[]::new)))
                        .expect(200)))
                .hasSize(4);
    }

    @Test
    void aListingIsStreamedAsAFewTextsHoweverManyFilesItHas() {
        server.post("/api/v1/tables", Requests.table("listed")).expect(201);
        server.post("/api/v1/tables/listed/commits", commit(manyAdds(5000, "listed")))
                .expect(200);

        makeZones("listed", 9);

        // Head; removals; nine zones; that there are no more; the rest; that the table is still there.
        assertThat(statements.during(
                        () -> assertThat(server.get("/api/v1/tables/listed/files", "Accept", "application/x-ndjson")
                                        .expect(200)
                                        .text()
                                        .lines())
                                .hasSize(5000)
                                .doesNotHaveDuplicates()))
                .hasSize(6);
        assertThat(statements.rows()).isEqualTo(2 + 9 + 1 + 1);
    }

    @Test
    void aLongListingIsWholeAndInOrderThoughItsPortionsAreFetchedAhead() {
        server.post("/api/v1/tables", Requests.table("long")).expect(201);
        String tail = "-" + "x".repeat(1500);
        List<String> paths =
                IntStream.range(0, 3000).mapToObj(number -> number + tail).toList();
        server.post(
                        "/api/v1/tables/long/commits",
                        commit(paths.stream().map(path -> add(path, 1)).toArray(Map<?, ?>[]::new)))
                .expect(200);
        makeZones("long", 5);
        server.bean(JdbcClient.class)
                .sql("update file_zone set packed_version = null, packed_lines = null")
                .update();

        // Head; removals; zones, that keep nothing; what shows how long lines are; some two megabytes, and the rest of
        // the zones; that there are no more; what is behind them; that the table is still there.
        assertThat(statements.during(
                        () -> assertThat(server.get("/api/v1/tables/long/files", "Accept", "application/x-ndjson")
                                        .expect(200)
                                        .text()
                                        .lines()
                                        .map(line -> MetadataServer.JSON
                                                .readTree(line)
                                                .get("path")
                                                .stringValue()))
                                .containsExactlyElementsOf(paths)))
                .hasSize(9);
    }

    @Test
    void aLargeCommitPaysForFilesThatLiveAlreadyOnlyIfThereAreSome() {
        String replaced = "/api/v1/tables/replaced";
        server.post("/api/v1/tables", Requests.table("replaced")).expect(201);
        server.post(replaced + "/commits", commit(manyAdds(1, "again"))).expect(200);

        // Head, adds in vain, what lives, adds, log and head.
        assertThat(statements.during(() -> server.post(replaced + "/commits", commit(manyAdds(300, "again")))
                        .expect(200)))
                .hasSize(5);
        assertThat(server.get(replaced + "/files", "Accept", "application/x-ndjson")
                        .expect(200)
                        .text()
                        .lines())
                .hasSize(300);
        assertThat(server.get(replaced).json().get("files").longValue()).isEqualTo(300);
    }

    @Test
    void aLongHistoryCostsNoMoreThanAShortOne() {
        List<List<Object>> brief = costs("brief", 5);
        assertThat(costs("long-lived", 500)).isEqualTo(brief);
    }

    /** Statements and rows to open a table, to plan and to commit, where each commit has replaced the one file. */
    private static List<List<Object>> costs(String name, int commits) {
        String table = "/api/v1/tables/" + name;
        server.post("/api/v1/tables", Requests.table(name)).expect(201);
        server.post(table + "/commits", commit(add("0", 1))).expect(200);
        for (int number = 1; number < commits; number++) {
            server.post(table + "/commits", replacing(number)).expect(200);
        }
        return List.of(
                cost(() -> server.get(table).expect(200)),
                cost(() -> assertThat(server.get(table + "/files?filter=id%20%3D%201&explain=true")
                                .expect(200)
                                .json()
                                .get("items"))
                        .hasSize(1)),
                cost(() -> server.post(table + "/commits", replacing(commits)).expect(200)));
    }

    private static Map<String, Object> replacing(int number) {
        return commit(remove(String.valueOf(number - 1)), add(String.valueOf(number), 1), txn("job", number));
    }

    private static List<Object> cost(Runnable work) {
        List<String> made = statements.during(work);
        return List.of(made, statements.rows());
    }

    /** The service's own thread may be at it, too. */
    private static void makeZones(String table, long number) {
        String made = "select count(*) from file_zone join delta_table using (table_id) where name = ?";
        do {
            server.bean(Zones.class).extend(table);
        } while (server.bean(JdbcClient.class)
                        .sql(made)
                        .param(table)
                        .query(Long.class)
                        .single()
                < number);
    }

    private static Map<String, Object> bare(int number) {
        return Map.of("remove", Map.of("path", "bare" + number, "dataChange", true));
    }

    private static Map<?, ?>[] manyAdds(int count, String prefix) {
        return IntStream.range(0, count)
                .mapToObj(number -> add(prefix + number, 1))
                .toArray(Map<?, ?>[]::new);
    }
}
