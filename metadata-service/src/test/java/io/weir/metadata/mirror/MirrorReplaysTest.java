package io.weir.metadata.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.delta.LogFileNames;
import io.weir.metadata.MetadataServer;
import io.weir.metadata.Requests;
import io.weir.metadata.replay.ReplayComparison;
import io.weir.test.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A replay takes as long as its table has files. Here it stands still at the rows of files, as long as a test wants it to. */
class MirrorReplaysTest {

    private static final int FILES = 7;

    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static MetadataServer server;
    private static MirrorReplays replays;

    @BeforeAll
    static void start() {
        database = TestDatabase.create("metadata");
        server = MetadataServer.start(database, folder, "--weir.metadata.mirror.poll-interval=20ms");
        replays = server.bean(MirrorReplays.class);
        table("first");
        table("second");
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    @AfterEach
    void haveTimeAgain() {
        replays.mayTake(Duration.ofMinutes(1));
    }

    /** A table of seven files in seven versions behind the first, all of them published. */
    private static void table(String name) {
        server.post("/api/v1/tables", Requests.table(name)).expect(201);
        for (int version = 1; version <= FILES; version++) {
            commit(name, Requests.add("part-" + version, version));
        }
        new ReplayEquality(server, name).awaitMirror();
    }

    private static void commit(String table, Map<?, ?> action) {
        server.post("/api/v1/tables/" + table + "/commits", Requests.commit(action))
                .expect(200);
    }

    private static JsonNode verify(String table, Long from) {
        Map<String, Object> range = new HashMap<>();
        range.put("fromVersion", from);
        return server.post("/api/v1/tables/" + table + "/mirror/verify", range)
                .expect(200)
                .json();
    }

    private interface Work {
        void run() throws Exception;
    }

    /** Does some work while nobody can read the rows of files. */
    private static void withoutFiles(Work work) throws Exception {
        try (Connection held = database.dataSource().getConnection();
                Statement statement = held.createStatement()) {
            held.setAutoCommit(false);
            statement.execute("lock table " + database.schema() + ".data_file in access exclusive mode");
            work.run();
            held.rollback();
        }
    }

    /** Does some work while two replays take all the time that there is for any. */
    private static void withoutReplays(Work work) throws Exception {
        withoutFiles(() -> {
            for (String other : List.of("first", "second")) {
                verify(other, null);
                awaitKernel(other);
            }
            work.run();
        });
    }

    /** Until Kernel has read all files, and Postgres is asked. */
    private static JsonNode awaitKernel(String table) {
        return await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> verify(table, (long) FILES),
                        report -> report.path("replayedFiles").asLong() == FILES);
    }

    private static JsonNode end(String table) {
        return await().atMost(Duration.ofMinutes(1))
                .until(() -> verify(table, (long) FILES), report -> !report.has("nextVersion"));
    }

    @Test
    void oneThatTakesLongGoesOnBetweenRequestsAndHoldsNothing() throws Exception {
        table("patient");
        server.post("/api/v1/tables/patient/mirror/pause", Map.of()).expect(200);
        commit("patient", Requests.txn("app", 1));
        replays.mayTake(Duration.ofMillis(1));
        withoutFiles(() -> {
            JsonNode begun = verify("patient", null);
            assertThat(begun.get("nextVersion").longValue()).isEqualTo(FILES);
            assertThat(begun.get("toVersion").longValue()).isEqualTo(FILES - 1);
            assertThat(awaitKernel("patient").get("replay")).isEmpty();

            // The mirror does not wait for it.
            server.post("/api/v1/tables/patient/mirror/resume", Map.of()).expect(200);
            new ReplayEquality(server, "patient").awaitMirror();
            assertThat(awaitKernel("patient").get("nextVersion").longValue()).isEqualTo(FILES + 1);
        });
        JsonNode ended = end("patient");
        assertThat(ended.get("sound").booleanValue()).as("%s", ended).isTrue();
        assertThat(ended.has("replayedFiles")).isFalse();
    }

    /** Where only some versions are asked for, the replay is of the published one all the same. */
    @Test
    void aRangeThatEndsEarlierIsGoneOnWith() throws Exception {
        table("ranged");
        replays.mayTake(Duration.ofMillis(1));
        Map<String, Object> range = Map.of("fromVersion", 2, "toVersion", 5);
        withoutFiles(() -> {
            JsonNode begun = server.post("/api/v1/tables/ranged/mirror/verify", range)
                    .expect(200)
                    .json();
            assertThat(begun.get("nextVersion").longValue()).isEqualTo(5);
        });
        JsonNode ended = await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> server.post(
                                        "/api/v1/tables/ranged/mirror/verify", Map.of("fromVersion", 5, "toVersion", 5))
                                .expect(200)
                                .json(),
                        report -> !report.has("nextVersion"));
        assertThat(ended.get("sound").booleanValue()).as("%s", ended).isTrue();
    }

    /** What the last version lacks is told once, by the request that is the last. */
    @Test
    void whatTheLastVersionLacksIsToldAtTheEnd() throws Exception {
        table("lacking");
        Path log = folder.resolve("tables/lacking/_delta_log");
        Files.delete(log.resolve(LogFileNames.commit(4)));
        Files.delete(log.resolve(LogFileNames.commit(FILES)));
        replays.mayTake(Duration.ofMillis(1));
        withoutReplays(() -> {
            JsonNode begun = verify("lacking", null);
            assertThat(begun.get("missing").toString()).isEqualTo("[4]");
            assertThat(begun.get("sound").booleanValue()).isFalse();
            assertThat(begun.get("replayedFiles").longValue()).isZero();
        });
        JsonNode ended = end("lacking");
        assertThat(ended.get("missing").toString()).isEqualTo("[" + FILES + "]");
        assertThat(ended.get("replay").toString()).contains("Delta Kernel cannot read the table");
    }

    /** Whoever begins anew is not told what was so before. */
    @Test
    void anotherComparisonIsAnotherReplay() throws Exception {
        table("mended");
        Path lost = folder.resolve("tables/mended/_delta_log").resolve(LogFileNames.commit(4));
        byte[] content = Files.readAllBytes(lost);
        Files.delete(lost);
        replays.mayTake(Duration.ofMinutes(1));
        assertThat(verify("mended", null).get("replay")).isNotEmpty();
        replays.mayTake(Duration.ofMillis(1));
        withoutReplays(
                () -> assertThat(verify("mended", null).has("nextVersion")).isTrue());
        await().atMost(Duration.ofMinutes(1)).until(() -> !replays.areUnderway());
        Files.write(lost, content);
        replays.mayTake(Duration.ofMinutes(1));
        JsonNode again = verify("mended", null);
        assertThat(again.get("sound").booleanValue()).as("%s", again).isTrue();
    }

    /** As of one that is purged meanwhile. */
    @Test
    void aTableThatPostgresDoesNotKnowIsADifference() {
        ReplayComparison comparison = server.bean(ReplayComparison.class);
        assertThat(comparison.differences(
                        -1, 0, folder.resolve("tables/first").toAbsolutePath().toString()))
                .anyMatch(difference -> difference.startsWith("protocol: Postgres has none"));
    }
}
