package io.weir.metadata.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.MetadataServer;
import io.weir.metadata.MetadataServer.Answer;
import io.weir.metadata.Requests;
import io.weir.test.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class ConcurrentCommitsTest {

    private static final int WRITERS = 8;

    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static MetadataServer one;
    private static MetadataServer other;

    @BeforeAll
    static void start() {
        database = TestDatabase.create("metadata");
        // Nobody is there to take messages, so that they stay where they can be counted.
        String nobody = "--weir.services.lineage-url=http://127.0.0.1:1";
        one = MetadataServer.start(database, folder, nobody);
        other = MetadataServer.start(database, folder, nobody);
    }

    @AfterAll
    static void stop() {
        other.close();
        one.close();
        database.close();
    }

    @Test
    void writersOfOneTableGetVersionsWithoutGaps() throws Exception {
        one.post("/api/v1/tables", Requests.table("busy")).expect(201);

        List<Long> versions = new ArrayList<>();
        for (List<Answer> answers : together(writer -> () -> {
            List<Answer> all = new ArrayList<>();
            for (int number = 0; number < 10; number++) {
                all.add(replica(writer)
                        .post("/api/v1/tables/busy/commits", Requests.commit(Requests.add(writer + "-" + number, 1))));
            }
            return all;
        })) {
            answers.forEach(answer ->
                    versions.add(answer.expect(200).json().get("version").longValue()));
        }

        assertThat(versions)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, WRITERS * 10L).boxed().toList());
        JsonNode head = one.get("/api/v1/tables/busy").json();
        assertThat(head.get("files").longValue()).isEqualTo(WRITERS * 10L);
        JsonNode history =
                one.get("/api/v1/tables/busy/commits?limit=1000").json().get("items");
        List<String> timestamps = history.valueStream()
                .map(commit -> commit.get("timestamp").stringValue())
                .toList();
        assertThat(timestamps).doesNotHaveDuplicates().isSortedAccordingTo((first, second) -> java.time.Instant.parse(
                        second)
                .compareTo(java.time.Instant.parse(first)));
    }

    @Test
    void ofWritersThatExpectTheSameTransactionOneWins() throws Exception {
        one.post("/api/v1/tables", Requests.table("fenced")).expect(201);

        List<Answer> answers = together(writer -> () -> {
            Map<String, Object> commit =
                    Requests.commit(Requests.add("from-" + writer, 1), Requests.txn("pipeline/0", 100 + writer));
            commit.put("expectedTransactions", List.of(Map.of("appId", "pipeline/0")));
            return replica(writer).post("/api/v1/tables/fenced/commits", commit);
        });

        assertThat(answers.stream().map(Answer::status)).containsOnlyOnce(200);
        assertThat(answers.stream().filter(answer -> answer.status() != 200))
                .hasSize(WRITERS - 1)
                .allSatisfy(answer -> {
                    assertThat(answer.status()).isEqualTo(409);
                    assertThat(answer.json().get("code").stringValue()).isEqualTo("transaction-conflict");
                    assertThat(answer.json().get("currentVersion").longValue()).isGreaterThanOrEqualTo(100);
                });
        assertThat(one.get("/api/v1/tables/fenced").json().get("version").longValue())
                .isEqualTo(1);
    }

    @Test
    void aCommitThatIsSentAgainIsADuplicateOfItself() throws Exception {
        one.post("/api/v1/tables", Requests.table("repeated")).expect(201);
        Map<String, Object> commit =
                Requests.commit(Requests.add("once", 1), Requests.txn("a", 5), Requests.txn("b", 9));
        commit.put("expectedTransactions", List.of(Map.of("appId", "a"), Map.of("appId", "b")));

        List<Answer> answers =
                together(writer -> () -> replica(writer).post("/api/v1/tables/repeated/commits", commit));

        assertThat(answers.stream()
                        .map(answer -> answer.expect(200).json().get("version").longValue()))
                .containsOnly(1L);
        assertThat(answers.stream()
                        .map(answer -> answer.json().get("timestamp").stringValue())
                        .distinct())
                .hasSize(1);
        assertThat(answers.stream().map(answer -> answer.json().get("outcome").stringValue()))
                .containsOnlyOnce("COMMITTED")
                .contains("DUPLICATE");
        assertThat(one.get("/api/v1/tables/repeated").json().get("files").longValue())
                .isEqualTo(1);
    }

    @Test
    void jobsWithApplicationsOfTheirOwnGetVersionsWithoutGapsAndAllIsTold() throws Exception {
        one.post("/api/v1/tables", Requests.table("traced")).expect(201);

        together(writer -> () -> {
            for (int number = 0; number < 10; number++) {
                Map<String, Object> commit =
                        Requests.commit(Requests.add(writer + "-" + number, 1), Requests.txn("app-" + writer, number));
                Map<String, Object> before = number == 0
                        ? Map.of("appId", "app-" + writer)
                        : Map.of("appId", "app-" + writer, "version", number - 1);
                commit.put("expectedTransactions", List.of(before));
                commit.put("jobName", "job-" + writer);
                commit.put("readVersion", 0);
                String[] request = {"X-Request-Id", "request-" + writer + "-" + number};
                replica(writer)
                        .post("/api/v1/tables/traced/commits", commit, request)
                        .expect(200);
            }
            return writer;
        });

        assertThat(one.get("/api/v1/tables/traced").json().get("version").longValue())
                .isEqualTo(WRITERS * 10L);
        assertThat(one.get("/api/v1/tables/traced/transactions")
                        .json()
                        .get("items")
                        .valueStream())
                .hasSize(WRITERS)
                .allSatisfy(transaction ->
                        assertThat(transaction.get("version").longValue()).isEqualTo(9));
        // Of each version one message, in their order, with the request that made it and the job that it was.
        assertThat(count("""
                        select count(*) from (
                            select row_number() over (order by id) as version, body::jsonb as body, request_id
                            from outbox_message where ordering_key = 'table/traced') m
                        join delta_table t on t.name = 'traced'
                        join commit_log c on c.table_id = t.table_id and c.version = m.version
                        where (m.body ->> 'version')::bigint = c.version and m.body ->> 'job_name' = c.job_name
                          and m.request_id = c.request_id and replace(c.request_id, 'request', 'job') like c.job_name || '-%'""")).isEqualTo(WRITERS * 10L);
        assertThat(count("select count(*) from transaction_history h join delta_table t on t.table_id = h.table_id"
                        + " where t.name = 'traced'"))
                .isEqualTo(WRITERS * 10L);
    }

    private static long count(String sql) {
        return JdbcClient.create(database.dataSource())
                .sql(sql)
                .query(Long.class)
                .single();
    }

    @Test
    void ofWritersThatRemoveTheSameFileOneWins() throws Exception {
        one.post("/api/v1/tables", Requests.table("contested")).expect(201);
        one.post("/api/v1/tables/contested/commits", Requests.commit(Requests.add("prey", 1)))
                .expect(200);

        List<Answer> answers = together(writer -> () -> {
            Map<String, Object> commit = Requests.commit(Requests.remove("prey"), Requests.add("by-" + writer, 1));
            commit.put("readVersion", 1);
            return replica(writer).post("/api/v1/tables/contested/commits", commit);
        });

        assertThat(answers.stream().map(Answer::status)).containsOnlyOnce(200);
        assertThat(answers.stream().filter(answer -> answer.status() == 409))
                .hasSize(WRITERS - 1)
                .allSatisfy(answer -> {
                    assertThat(answer.json().get("reason").stringValue()).isEqualTo("delete-delete");
                    assertThat(answer.json().get("winningVersion").longValue()).isEqualTo(2);
                    assertThat(answer.json().get("conflictsOn").get(0).stringValue())
                            .isEqualTo("prey");
                });
    }

    @Test
    void modesChangeAmongCommitsThatDoNotCare() throws Exception {
        one.post("/api/v1/tables", Requests.table("guarded")).expect(201);

        for (List<Answer> answers : together(writer -> () -> {
            List<Answer> all = new ArrayList<>();
            for (int number = 0; number < 10; number++) {
                all.add(writer < 2 ? switchMode(writer, number) : append(writer, number));
            }
            return all;
        })) {
            answers.forEach(answer -> answer.expect(200));
        }

        JsonNode head = one.get("/api/v1/tables/guarded").json();
        assertThat(head.get("files").longValue()).isEqualTo((WRITERS - 2) * 10L);
        List<String> switches = one.get("/api/v1/tables/guarded/commits?limit=1000")
                .json()
                .get("items")
                .valueStream()
                .map(commit -> commit.get("operation").stringValue())
                .filter(operation -> !operation.equals("WRITE") && !operation.equals("CREATE TABLE"))
                .toList();
        assertThat(head.get("version").longValue()).isEqualTo((WRITERS - 2) * 10L + switches.size());
        for (int index = 1; index < switches.size(); index++) {
            assertThat(switches.get(index)).isNotEqualTo(switches.get(index - 1));
        }
        assertThat(head.get("mode").stringValue())
                .isEqualTo(switches.get(0).equals("DROP FEATURE") ? "MIRRORED" : "GUARDED");
    }

    private static Answer switchMode(int writer, int number) {
        String mode = number % 2 == 0 ? "GUARDED" : "MIRRORED";
        return replica(writer).put("/api/v1/tables/guarded/mode", Map.of("mode", mode));
    }

    /** Each says that it read version 0, and so every switch since is looked at for what stands against it. */
    private static Answer append(int writer, int number) {
        Map<String, Object> commit = Requests.commit(Requests.add(writer + "-" + number, 1));
        commit.put("readVersion", 0);
        return replica(writer).post("/api/v1/tables/guarded/commits", commit);
    }

    @Test
    void rowsThatManyWritersAddHaveIdsOfTheirOwn() throws Exception {
        one.post("/api/v1/tables", Requests.table("tracked", Map.of("delta.enableRowTracking", "true")))
                .expect(201);

        together(writer -> () -> {
            for (int number = 0; number < 10; number++) {
                Map<String, Object> commit = Requests.commit(Requests.add(writer + "-" + number, 1 + writer + number));
                if (number % 2 == 1) {
                    // Held against all that the others won since.
                    commit.put("readVersion", 0);
                }
                replica(writer).post("/api/v1/tables/tracked/commits", commit).expect(200);
            }
            return writer;
        });

        RowIdHistory history = RowIdHistory.check(other, "tracked");
        assertThat(history.files()).isEqualTo(WRITERS * 10);
        long rows = one.get("/api/v1/tables/tracked").json().get("rows").longValue();
        assertThat(history.mark()).as("ids without gaps").isEqualTo(rows - 1);
    }

    private static MetadataServer replica(int writer) {
        return writer % 2 == 0 ? one : other;
    }

    private static <T> List<T> together(IntFunction<Callable<T>> work) throws InterruptedException, ExecutionException {
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        CyclicBarrier start = new CyclicBarrier(WRITERS);
        try {
            List<Future<T>> futures = IntStream.range(0, WRITERS)
                    .mapToObj(writer -> writers.submit(() -> {
                        start.await();
                        return work.apply(writer).call();
                    }))
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } finally {
            writers.shutdownNow();
        }
    }
}
