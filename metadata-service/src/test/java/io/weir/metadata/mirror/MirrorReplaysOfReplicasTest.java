package io.weir.metadata.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.metadata.MetadataServer;
import io.weir.metadata.Requests;
import io.weir.test.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Whoever asks for a comparison is answered by one replica now and by another then, and there is one replay all the same. */
class MirrorReplaysOfReplicasTest {

    private static final long LAST = 3;

    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static MetadataServer first;
    private static MetadataServer second;

    private String table = "";

    @BeforeAll
    static void start() {
        database = TestDatabase.create("metadata");
        first = MetadataServer.start(database, folder, "--weir.metadata.mirror.poll-interval=20ms");
        second = MetadataServer.start(database, folder, "--weir.metadata.mirror.poll-interval=20ms");
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
        database.close();
    }

    @BeforeEach
    void aPublishedTable(TestInfo test) {
        table = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
        first.post("/api/v1/tables", Requests.table(table)).expect(201);
        for (int version = 1; version <= LAST; version++) {
            first.post(
                            "/api/v1/tables/" + table + "/commits",
                            Requests.commit(Requests.add("part-" + version, version)))
                    .expect(200);
        }
        new ReplayEquality(first, table).awaitMirror();
        mayTake(Duration.ofMillis(1));
    }

    private static void mayTake(Duration time) {
        for (MetadataServer server : List.of(first, second)) {
            server.bean(MirrorReplays.class).mayTake(time);
        }
    }

    private JsonNode verify(MetadataServer server, Long from) {
        return server.post("/api/v1/tables/" + table + "/mirror/verify", Collections.singletonMap("fromVersion", from))
                .expect(200)
                .json();
    }

    private JsonNode awaitFiles(MetadataServer server, long files) {
        return await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> verify(server, LAST),
                        report -> report.path("replayedFiles").asLong() == files);
    }

    private JsonNode awaitEnd(MetadataServer server) {
        return await().atMost(Duration.ofMinutes(1))
                .until(() -> verify(server, LAST), report -> !report.has("nextVersion"));
    }

    /** Nobody can read rows of files meanwhile, so that a replay stands still behind Kernel's part of it. */
    private interface Work {
        void run() throws Exception;
    }

    private static void withoutFiles(Work work) throws Exception {
        try (Connection held = database.dataSource().getConnection();
                Statement statement = held.createStatement()) {
            held.setAutoCommit(false);
            statement.execute("lock table data_file in access exclusive mode");
            work.run();
            held.rollback();
        }
    }

    private static boolean areUnderway(MetadataServer server) {
        return server.bean(MirrorReplays.class).areUnderway();
    }

    private static JdbcClient sql() {
        return first.bean(JdbcClient.class);
    }

    private void replayElsewhere(String values) {
        sql().sql(
                        "insert into mirror_replay (replay_id, told, table_id, alive_at, asked_at, files, differences, failure)"
                                + " select gen_random_uuid(), 3, table_id, " + values
                                + " from delta_table where name = ?")
                .param(table)
                .update();
    }

    @Test
    void anotherReplicaTellsHowFarTheOneIsAndWhatCameOfIt() throws Exception {
        withoutFiles(() -> {
            assertThat(verify(first, null).get("nextVersion").longValue()).isEqualTo(LAST);
            awaitFiles(first, LAST);
            awaitFiles(second, LAST);
            assertThat(areUnderway(first)).isTrue();
            assertThat(areUnderway(second)).isFalse();
        });
        await().atMost(Duration.ofMinutes(1)).until(() -> !areUnderway(first));
        JsonNode ended = verify(second, LAST);
        assertThat(ended.has("nextVersion")).as("%s", ended).isFalse();
        assertThat(ended.get("sound").booleanValue()).isTrue();
        assertThat(areUnderway(second)).isFalse();
    }

    /** Whoever it is that asks next. */
    @Test
    void whatAnotherReplicaFoundIsToldOnce() {
        replayElsewhere("clock_timestamp(), clock_timestamp(), 2, array['files: unlike'], null");
        JsonNode told = verify(second, LAST);
        assertThat(told.get("replay").toString()).isEqualTo("[\"files: unlike\"]");
        assertThat(told.get("sound").booleanValue()).isFalse();
        // Told once: the next one is a new one.
        assertThat(awaitEnd(second).get("sound").booleanValue()).isTrue();
    }

    @Test
    void thatTheStoreFailedAnotherReplicaIsNoDifference() {
        replayElsewhere("clock_timestamp(), clock_timestamp(), 0, null, 'the store was away'");
        String refused = second.post("/api/v1/tables/" + table + "/mirror/verify", Map.of("fromVersion", LAST))
                .expect(503)
                .text();
        assertThat(refused).contains("the store was away");
        assertThat(awaitEnd(first).get("sound").booleanValue()).isTrue();
    }

    /** Killed in the middle, or cut off from PostgreSQL. */
    @Test
    void aReplayWhoseReplicaIsGoneIsBegunAnew() {
        replayElsewhere("clock_timestamp() - interval '1 minute', clock_timestamp(), 2, null, null");
        assertThat(awaitEnd(second).get("sound").booleanValue()).isTrue();
    }

    /** What it came to was so before, and need not be so any more. */
    @Test
    void aReplayThatNobodyHasAskedAboutForLongIsNotTold() {
        replayElsewhere("clock_timestamp(), clock_timestamp() - interval '2 minutes', 2, array['files: unlike'], null");
        assertThat(awaitEnd(second).get("sound").booleanValue()).isTrue();
    }

    /** Its replica finds out by itself, and lets go of a thread that others wait for. */
    @Test
    void aReplayThatGaveWayToAnotherEnds() throws Exception {
        withoutFiles(() -> {
            verify(first, null);
            awaitFiles(first, LAST);
            verify(second, null);
            awaitFiles(second, LAST);
            assertThat(areUnderway(first)).isTrue();
            assertThat(areUnderway(second)).isTrue();
        });
        JsonNode ended = awaitEnd(first);
        assertThat(ended.get("sound").booleanValue()).as("%s", ended).isTrue();
        await().atMost(Duration.ofMinutes(1)).until(() -> !areUnderway(first));
        assertThat(replays()).isZero();
    }

    private int replays() {
        return sql().sql("select count(*) from mirror_replay")
                .query(Integer.class)
                .single();
    }

    /** A table that is forgotten takes what is known of its replay with it. */
    @Test
    void aForgottenTableLeavesNoReplay() {
        replayElsewhere("clock_timestamp(), clock_timestamp(), 2, null, null");
        first.delete("/api/v1/tables/" + table).expect(204);
        sql().sql("update delta_table set purge_at = now() - interval '1 second' where name = ?")
                .param(table)
                .update();
        await().atMost(Duration.ofMinutes(1)).until(() -> replays() == 0);
    }
}
