package io.weir.metadata.commit;

import static io.weir.metadata.Requests.add;
import static io.weir.metadata.Requests.commit;
import static io.weir.metadata.Requests.remove;
import static io.weir.metadata.Requests.txn;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.MetadataServer;
import io.weir.metadata.MetadataServer.Answer;
import io.weir.metadata.Requests;
import io.weir.test.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Commits to many tables: all of them or none, whoever else is at work. */
class TransactionsTest {

    private static final String TRANSACTIONS = "/api/v1/transactions";

    private static final int MANY = 300;

    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static MetadataServer one;
    private static MetadataServer other;

    @BeforeAll
    static void start() {
        database = TestDatabase.create("metadata");
        one = MetadataServer.start(database, folder, "--weir.metadata.mirror.workers=0");
        other = MetadataServer.start(database, folder, "--weir.metadata.mirror.workers=0");
    }

    @AfterAll
    static void stop() {
        other.close();
        one.close();
        database.close();
    }

    @Test
    void everyTableGetsItsVersionTogether() {
        tables("a1", "a2", "a3");
        JsonNode result = one.post(
                        TRANSACTIONS,
                        transaction("a3", commit(add("x", 1)), "a1", commit(add("y", 2)), "a2", commit(add("z", 3))))
                .expect(200)
                .json();

        assertThat(result.get("outcome").stringValue()).isEqualTo("COMMITTED");
        assertThat(result.get("commits").valueStream().map(each -> each.get("table")
                        .stringValue()))
                .containsExactly("a3", "a1", "a2");
        assertThat(List.of(version("a1"), version("a2"), version("a3"))).containsOnly(1L);
    }

    /** However many tables: all of them at once, by two who name them in opposite orders at the same time. */
    @Test
    void hundredsOfTablesAreOneTransactionInWhateverOrderTheyAreNamed() throws Exception {
        List<String> names =
                IntStream.range(0, MANY).mapToObj(number -> "many" + number).toList();
        tables(names.toArray(String[]::new));
        List<String> backwards = new ArrayList<>(names);
        Collections.reverse(backwards);
        ExecutorService writers = Executors.newFixedThreadPool(2);
        try {
            List<Future<Answer>> answers = new ArrayList<>();
            for (List<String> order : List.of(names, backwards)) {
                String file = order == names ? "forwards" : "backwards";
                Object[] parts = order.stream()
                        .flatMap(table -> Stream.of(table, commit(add(file, 1))))
                        .toArray();
                MetadataServer server = order == names ? one : other;
                answers.add(writers.submit(() -> server.post(TRANSACTIONS, transaction(parts))));
            }
            for (Future<Answer> answer : answers) {
                assertThat(answer.get().expect(200).json().get("commits")).hasSize(MANY);
            }
        } finally {
            writers.shutdownNow();
        }
        assertThat(names).allMatch(table -> version(table) == 2);

        Object[] broken = names.stream()
                .flatMap(table -> Stream.of(
                        table, table.equals("many" + (MANY - 1)) ? commit(remove("nothing")) : commit(add("x", 1))))
                .toArray();
        one.post(TRANSACTIONS, transaction(broken)).expect(422);
        assertThat(names).allMatch(table -> version(table) == 2);
    }

    @Test
    void oneRefusedCommitRefusesAll() {
        tables("b1", "b2");
        one.post("/api/v1/tables/b2/commits", commit(add("prey", 1))).expect(200);
        one.post("/api/v1/tables/b2/commits", commit(remove("prey"))).expect(200);
        Map<String, Object> late = commit(remove("prey"));
        late.put("readVersion", 1);

        Answer conflict = one.post(TRANSACTIONS, transaction("b1", commit(add("x", 1)), "b2", late))
                .expect(409);
        assertThat(conflict.json().get("table").stringValue()).isEqualTo("b2");
        assertThat(conflict.json().get("reason").stringValue()).isEqualTo("delete-delete");
        Answer invalid = one.post(TRANSACTIONS, transaction("b1", commit(add("x", 1)), "b2", commit(remove("no"))))
                .expect(422);
        assertThat(invalid.json().get("errors").get(0).get("field").stringValue())
                .isEqualTo("commits[1].commit.actions.remove.path");
        one.post(TRANSACTIONS, transaction("b1", commit(add("x", 1)), "absent", commit(add("x", 1))))
                .expect(404);
        one.post(TRANSACTIONS, transaction("b1", commit(add("x", 1)), "b1", commit(add("y", 1))))
                .expect(422);
        one.post(TRANSACTIONS, Map.of("commits", List.of())).expect(422);
        assertThat(version("b1")).isZero();
        assertThat(version("b2")).isEqualTo(2);
    }

    @Test
    void aRepetitionIsADuplicateAndHalfOfOneIsAConflict() {
        tables("c1", "c2");
        Map<String, Object> both =
                transaction("c1", commit(add("x", 1), txn("app", 1)), "c2", commit(add("x", 1), txn("app", 1)));
        one.post(TRANSACTIONS, both).expect(200);

        JsonNode again = other.post(TRANSACTIONS, both).expect(200).json();
        assertThat(again.get("outcome").stringValue()).isEqualTo("DUPLICATE");
        assertThat(again.get("commits").get(1).get("version").longValue()).isEqualTo(1);
        Map<String, Object> half =
                transaction("c1", commit(add("x", 1), txn("app", 1)), "c2", commit(add("y", 1), txn("app", 2)));
        assertThat(other.post(TRANSACTIONS, half)
                        .expect(409)
                        .json()
                        .get("table")
                        .stringValue())
                .isEqualTo("c1");
        Answer keyed = one.post(
                        TRANSACTIONS,
                        transaction("c1", commit(add("k", 1)), "c2", commit(add("k", 1))),
                        "Idempotency-Key",
                        "both")
                .expect(200);
        assertThat(one.post(
                                TRANSACTIONS,
                                transaction("c1", commit(add("k", 1)), "c2", commit(add("k", 1))),
                                "Idempotency-Key",
                                "both")
                        .expect(200)
                        .json())
                .isEqualTo(keyed.json());
        assertThat(List.of(version("c1"), version("c2"))).containsOnly(2L);
    }

    /** Each writer takes random tables in random orders, single ones between; some of what they write cannot be. */
    @Test
    void randomWritersLeaveNoHalfATransactionAndNoGap() throws Exception {
        List<String> names =
                IntStream.range(0, 6).mapToObj(number -> "r" + number).toList();
        tables(names.toArray(String[]::new));
        Map<String, Set<String>> made = Collections.synchronizedMap(new HashMap<>());
        ExecutorService writers = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> work = IntStream.range(0, 8)
                    .<Callable<Integer>>mapToObj(writer -> () -> write(writer, names, made))
                    .toList();
            for (Future<Integer> done : writers.invokeAll(work)) {
                assertThat(done.get()).isPositive();
            }
        } finally {
            writers.shutdownNow();
        }
        Map<String, Set<String>> found = new HashMap<>();
        for (String table : names) {
            List<String> files = one.get("/api/v1/tables/" + table + "/files", "Accept", "application/x-ndjson")
                    .text()
                    .lines()
                    .map(line -> MetadataServer.JSON.readTree(line).get("path").stringValue())
                    .toList();
            files.forEach(file ->
                    found.computeIfAbsent(file, unseen -> new TreeSet<>()).add(table));
            assertThat(version(table)).isEqualTo(files.size());
            assertThat(one.get("/api/v1/tables/" + table + "/commits?limit=1000")
                            .json()
                            .get("items"))
                    .hasSize(files.size() + 1);
        }
        assertThat(found).isEqualTo(made);
    }

    private static int write(int writer, List<String> names, Map<String, Set<String>> made) {
        Random random = new Random(writer);
        int committed = 0;
        for (int number = 0; number < 15; number++) {
            String file = writer + "-" + number;
            List<String> chosen = new ArrayList<>(names);
            Collections.shuffle(chosen, random);
            chosen = chosen.subList(0, 1 + random.nextInt(4));
            boolean broken = random.nextInt(4) == 0;
            List<Object> parts = new ArrayList<>();
            for (String table : chosen) {
                boolean last = broken && table.equals(chosen.get(chosen.size() - 1));
                parts.addAll(List.of(table, last ? commit(remove("nothing")) : commit(add(file, 1))));
            }
            Answer answer = (writer % 2 == 0 ? one : other).post(TRANSACTIONS, transaction(parts.toArray()));
            answer.expect(broken ? 422 : 200);
            if (!broken) {
                made.put(file, new TreeSet<>(chosen));
                committed++;
            }
        }
        return committed;
    }

    private static void tables(String... names) {
        for (String name : names) {
            one.post("/api/v1/tables", Requests.table(name)).expect(201);
        }
    }

    private static long version(String table) {
        return one.get("/api/v1/tables/" + table).json().get("version").longValue();
    }

    private static Map<String, Object> transaction(Object... tablesAndCommits) {
        List<Map<String, Object>> commits = new ArrayList<>();
        for (int index = 0; index < tablesAndCommits.length; index += 2) {
            commits.add(Map.of("table", tablesAndCommits[index], "commit", tablesAndCommits[index + 1]));
        }
        return Map.of("commits", commits);
    }
}
