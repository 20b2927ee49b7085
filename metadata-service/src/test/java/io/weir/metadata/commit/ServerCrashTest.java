package io.weir.metadata.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.MetadataServer;
import io.weir.metadata.MetadataServer.Answer;
import io.weir.metadata.Requests;
import io.weir.metadata.mirror.Invariants;
import io.weir.test.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** PostgreSQL is killed and recovers while writers commit and the mirror publishes. Each writer repeats what was not answered; all is there once. */
class ServerCrashTest {

    private static final int WRITERS = 4;
    private static final int CRASHES = 2;
    private static final int MOST_CRASHES = 100;
    private static final int COMMITS_BETWEEN = 30;

    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static MetadataServer server;

    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicBoolean enough = new AtomicBoolean();

    @BeforeAll
    static void start() {
        database = TestDatabase.create("metadata").withDurableCommits();
        server = MetadataServer.start(
                database,
                folder,
                "--spring.datasource.hikari.connection-timeout=2000",
                "--weir.metadata.mirror.poll-interval=20ms");
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    @Test
    void everyCommitIsThereOnceHoweverOftenPostgresDies() throws Exception {
        server.post("/api/v1/tables", Requests.table("hardy")).expect(201);
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        List<Long> versions = new ArrayList<>();
        try {
            List<Future<List<Long>>> all = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                String name = "w" + writer;
                all.add(writers.submit(() -> write(name)));
            }
            // A commit that a crash hits before its end is made once more within the service, and answered.
            for (int crash = 1; crash <= CRASHES || (unanswered.get() == 0 && crash <= MOST_CRASHES); crash++) {
                awaitMore(COMMITS_BETWEEN);
                database.crashServer();
            }
            awaitMore(COMMITS_BETWEEN);
            enough.set(true);
            for (Future<List<Long>> written : all) {
                versions.addAll(written.get());
            }
        } finally {
            enough.set(true);
            writers.shutdownNow();
        }

        assertThat(unanswered.get()).as("commits that a crash hit").isPositive();
        assertThat(versions)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, done.get()).boxed().toList());
        assertThat(head().json().get("files").longValue()).isEqualTo(done.get());
        JsonNode history = server.get("/api/v1/tables/hardy/commits?limit=1000")
                .expect(200)
                .json();
        assertThat(history.get("items")).as("no version is left out").hasSize(done.get() + 1);
        // The mirror was at work all the time, and may have forgotten what it had published.
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> backlog() == 0);
        new Invariants(server).assertHold("hardy", 20);
    }

    /** A connection that nobody has used since the last crash is found to be dead by whoever uses it next. */
    private static Answer head() {
        return Awaitility.await().until(() -> server.get("/api/v1/tables/hardy"), answer -> answer.status() == 200);
    }

    private static long backlog() {
        return server.get("/api/v1/tables/hardy/mirror")
                .expect(200)
                .json()
                .get("backlog")
                .longValue();
    }

    private void awaitMore(int more) {
        int reached = done.get() + more;
        Awaitility.await().until(() -> done.get() >= reached);
    }

    private List<Long> write(String writer) {
        List<Long> versions = new ArrayList<>();
        for (int number = 1; !enough.get(); number++) {
            Map<String, Object> commit =
                    Requests.commit(Requests.add(writer + "-" + number, 1), Requests.txn(writer, number));
            commit.put(
                    "expectedTransactions",
                    List.of(number == 1 ? Map.of("appId", writer) : Map.of("appId", writer, "version", number - 1)));
            versions.add(untilAnswered(commit));
            done.incrementAndGet();
        }
        return versions;
    }

    private long untilAnswered(Map<String, Object> commit) {
        while (true) {
            Answer answer = server.post("/api/v1/tables/hardy/commits", commit);
            if (answer.status() == 200) {
                return answer.json().get("version").longValue();
            }
            assertThat(answer.status()).as(answer.text()).isEqualTo(503);
            assertThat(answer.retryAfter()).isNotEmpty();
            unanswered.incrementAndGet();
        }
    }
}
