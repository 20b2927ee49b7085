package io.weir.metadata.commit;

import static io.weir.metadata.Requests.addOn;
import static io.weir.metadata.Requests.txn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.weir.delta.conflict.Winner;
import io.weir.metadata.MetadataServer;
import io.weir.metadata.Requests;
import io.weir.metadata.StatementLog;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/**
 * A commit that read a version hundreds of versions ago. Every winner since is an append that columns alone take for a
 * conflict, so that each has to be read; those that decide come last.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManyWinnersTest {

    private static final long READ = 2;
    private static final int WINNERS = 450;

    /** What no winner has. */
    private static final List<String> ELSEWHERE = List.of("day = 'sunday'");

    @TempDir
    static Path folder;

    private final StatementLog statements = new StatementLog();

    @AutoClose
    private MetadataServer server;

    private long rebased;
    private List<String> ofRebased = List.of();
    private final Map<String, Long> deciding = new LinkedHashMap<>();

    @BeforeAll
    void history() {
        server = MetadataServer.startOnNewDatabase(
                folder,
                MetadataServer.withChanged(statements.watchingDataSources()),
                "--weir.metadata.mirror.workers=0",
                "--weir.outbox.poll-interval=1h");
        server.post("/api/v1/tables", Requests.partitionedTable("long")).expect(201);
        won(reading(0, protocol()));
        won(Requests.commit(addOn("friday", "friday"), addOn("saturday", "saturday")));
        for (int winner = 0; winner < WINNERS; winner++) {
            won(Requests.commit(addOn("monday" + winner, "monday")));
        }
        ofRebased = statements.during(() -> rebased = won(strict(Map.of("readPredicates", ELSEWHERE))));
        deciding.put("concurrent-append", won(Requests.commit(addOn("tuesday", "tuesday"))));
        deciding.put("delete-read", won(Requests.commit(removeOn("friday"))));
        deciding.put("transaction-changed", won(Requests.commit(txn("app", 7))));
        deciding.put("domain-metadata-changed", won(Requests.commit(domain())));
        deciding.put("delete-delete", won(Requests.commit(removeOn("saturday"))));
        deciding.put("protocol-changed", won(reading(head(), protocol("changeDataFeed"))));
        deciding.put("metadata-changed", won(reading(head(), metadata("comment", "new"))));
    }

    private long won(Map<String, Object> commit) {
        JsonNode result =
                server.post("/api/v1/tables/long/commits", commit).expect(200).json();
        assertThat(result.get("outcome").stringValue()).isEqualTo("COMMITTED");
        return result.get("version").longValue();
    }

    private long head() {
        return server.get("/api/v1/tables/long")
                .expect(200)
                .json()
                .get("version")
                .longValue();
    }

    /** A commit that the winners' actions have to decide about. */
    private static Map<String, Object> strict(Map<String, Object> read, Map<?, ?>... more) {
        Map<String, Object> commit = reading(READ, more.length == 0 ? new Map<?, ?>[] {addOn("mine", "new")} : more);
        commit.put("isolationLevel", "SERIALIZABLE");
        commit.putAll(read);
        return commit;
    }

    private static Map<String, Object> reading(long version, Map<?, ?>... actions) {
        Map<String, Object> commit = Requests.commit(actions);
        commit.put("readVersion", version);
        return commit;
    }

    private static Map<String, Object> protocol(String... features) {
        List<String> all = Stream.concat(
                        Stream.of("appendOnly", "inCommitTimestamp", "invariants", "domainMetadata"),
                        Stream.of(features))
                .toList();
        return Map.of("protocol", Map.of("minReaderVersion", 1, "minWriterVersion", 7, "writerFeatures", all));
    }

    /** A file in the partition of its own name. */
    private static Map<String, Object> removeOn(String day) {
        Map<Object, Object> file =
                new LinkedHashMap<>((Map<?, ?>) Requests.remove(day).get("remove"));
        file.put("partitionValues", Map.of("day", day));
        return Map.of("remove", file);
    }

    private static Map<String, Object> domain() {
        return Map.of("domainMetadata", Map.of("domain", "mine", "configuration", "{}", "removed", false));
    }

    private Map<String, Object> metadata(String property, String value) {
        Map<String, Object> changed = new LinkedHashMap<>();
        server.get("/api/v1/tables/long/snapshot")
                .json()
                .get("metadata")
                .properties()
                .forEach(field -> changed.put(field.getKey(), field.getValue()));
        changed.put("configuration", Map.of("delta.enableInCommitTimestamps", "true", property, value));
        return Map.of("metaData", changed);
    }

    @Test
    void aCommitThatNoneOfThemStandsAgainstIsMadeBehindAllOfThem() {
        assertThat(rebased).isEqualTo(READ + WINNERS + 1);
    }

    /** Head; of each portion of winners columns, the portion, and what was in force before it; adds; log and head. */
    @Test
    void whatItCostsGrowsWithPortionsNotWithWinners() {
        assertThat(ofRebased).hasSize(1 + 3 * 3 + 2);
    }

    Stream<Arguments> losers() {
        Map<String, Object> elsewhere = Map.of("readPredicates", ELSEWHERE);
        return Stream.of(
                argumentSet(
                        "an add in a partition that was read",
                        strict(Map.of("readPredicates", List.of("day = 'tuesday'"))),
                        "concurrent-append",
                        "tuesday"),
                argumentSet(
                        "the removal of a file that was read by its condition",
                        strict(Map.of("readPredicates", List.of("day = 'friday'"))),
                        "delete-read",
                        "friday"),
                argumentSet(
                        "the removal of a file that was read by its name",
                        strict(Map.of("readPredicates", ELSEWHERE, "readFiles", List.of("friday"))),
                        "delete-read",
                        "friday"),
                argumentSet(
                        "a transaction of the same application",
                        strict(elsewhere, addOn("mine", "new"), txn("app", 8)),
                        "transaction-changed",
                        "app"),
                argumentSet("the same domain", strict(elsewhere, domain()), "domain-metadata-changed", "mine"),
                argumentSet(
                        "the removal of the same file",
                        strict(elsewhere, removeOn("saturday")),
                        "delete-delete",
                        "saturday"),
                argumentSet("two protocols", strict(elsewhere, protocol("checkConstraints")), "protocol-changed", ""),
                argumentSet("other metadata", strict(elsewhere), "metadata-changed", ""));
    }

    @ParameterizedTest
    @MethodSource("losers")
    void theWinnerThatDecidesIsNamedWithItsRule(Map<String, Object> commit, String reason, String on) {
        long before = head();
        JsonNode problem =
                server.post("/api/v1/tables/long/commits", commit).expect(409).json();
        assertThat(problem.get("reason").stringValue()).isEqualTo(reason);
        assertThat(problem.get("winningVersion").longValue()).isEqualTo(deciding.get(reason));
        assertThat(problem.path("conflictsOn").valueStream().map(JsonNode::stringValue))
                .isEqualTo(on.isEmpty() ? List.of() : List.of(on));
        assertThat(head()).isEqualTo(before);
    }

    /** Others wait for the head meanwhile. Whoever loses so reads again behind the winner that is named. */
    @Test
    void beyondSoManyPortionsTheFirstPossibleConflictIsOne() {
        Map<String, Object> commit = strict(Map.of("readPredicates", ELSEWHERE));
        long read = READ + 2 * 200;
        Referee referee = server.bean(Referee.class);
        referee.mayRead(2);
        try {
            List<String> asked = statements.during(() -> {
                JsonNode problem = server.post("/api/v1/tables/long/commits", commit)
                        .expect(409)
                        .json();
                assertThat(problem.get("reason").stringValue()).isEqualTo("concurrent-append");
                assertThat(problem.get("winningVersion").longValue()).isEqualTo(read + 1);
                assertThat(problem.get("conflictsOn").get(0).stringValue()).isEqualTo("monday400");
            });
            // Head; three of each portion; columns of the next.
            assertThat(asked).hasSize(1 + 2 * 3 + 1);

            commit.put("readVersion", read + 1);
            assertThat(server.post("/api/v1/tables/long/commits", commit)
                            .expect(409)
                            .json()
                            .get("winningVersion")
                            .longValue())
                    .isEqualTo(deciding.get("metadata-changed"));
        } finally {
            referee.mayRead(25);
        }
    }

    /** Changes that stand against nobody are passed, and what follows is held against what they left. */
    @Test
    void harmlessChangesInBetweenArePassedInEachPortion() {
        Map<String, Object> table = Requests.partitionedTable("harmless");
        table.put(
                "properties",
                Map.of("delta.feature.rowTracking", "supported", "delta.feature.v2Checkpoint", "supported"));
        server.post("/api/v1/tables", table).expect(201);
        String commits = "/api/v1/tables/harmless/commits";
        for (int winner = 1; winner <= 230; winner++) {
            server.post(commits, Requests.commit(addOn("monday" + winner, "monday")))
                    .expect(200);
            if (winner % 100 == 0) {
                Map<String, String> change = winner == 100
                        ? Map.of("delta.checkpointPolicy", "v2")
                        : Map.of("delta.enableRowTracking", "true");
                server.patch("/api/v1/tables/harmless", Map.of("properties", change))
                        .expect(200);
            }
        }
        Map<String, Object> commit = strict(Map.of("readPredicates", ELSEWHERE));
        commit.put("readVersion", 0);
        JsonNode result = server.post(commits, commit).expect(200).json();
        assertThat(result.get("rebasedFrom").longValue()).isZero();
        assertThat(result.get("version").longValue()).isEqualTo(233);
        commit.put("readPredicates", List.of("day = 'new'"));
        JsonNode problem = server.post(commits, commit).expect(409).json();
        assertThat(problem.get("reason").stringValue()).isEqualTo("concurrent-append");
        assertThat(problem.get("winningVersion").longValue()).isEqualTo(233);
    }

    /** Memory is that of a portion, by number and by bytes. */
    @Test
    void aPortionOfWinnersIsBoundedByTheirNumberAndTheirBytes() {
        Commits commits = server.bean(Commits.class);
        long tableId = server.bean(JdbcClient.class)
                .sql("select table_id from delta_table where name = 'long'")
                .query(Long.class)
                .single();
        List<Winner> some =
                server.bean(TransactionTemplate.class).execute(status -> commits.winners(tableId, READ, 7, 1 << 20));
        assertThat(some).extracting(Winner::version).containsExactly(3L, 4L, 5L, 6L, 7L, 8L, 9L);
        List<Winner> small =
                server.bean(TransactionTemplate.class).execute(status -> commits.winners(tableId, READ, 100, 2000));
        assertThat(small).hasSizeBetween(2, 20);
    }
}
