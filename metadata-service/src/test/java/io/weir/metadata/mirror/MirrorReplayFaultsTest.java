package io.weir.metadata.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.metadata.InterceptedObjects.Call;
import io.weir.metadata.InterceptedStatements;
import io.weir.metadata.MetadataServer;
import io.weir.metadata.Requests;
import io.weir.test.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A fault of the replica that does a replay ends neither what others are told of it, nor the signs of its other replays. */
class MirrorReplayFaultsTest {

    private static final long LAST = 3;

    @TempDir
    static Path folder;

    private static final AtomicInteger signs = new AtomicInteger();

    private static TestDatabase database;
    private static MetadataServer faulty;
    private static MetadataServer other;

    private static volatile CountDownLatch files = new CountDownLatch(0);
    private static volatile boolean isTooDeep;
    private static volatile boolean losesASign;

    @BeforeAll
    static void start() {
        database = TestDatabase.create("metadata");
        faulty = MetadataServer.start(
                database,
                folder,
                MetadataServer.withChanged(InterceptedStatements.ofDataSources(MirrorReplayFaultsTest::meet)),
                "--weir.metadata.mirror.poll-interval=20ms");
        other = MetadataServer.start(database, folder, "--weir.metadata.mirror.poll-interval=20ms");
    }

    @AfterAll
    static void stop() {
        faulty.close();
        other.close();
        database.close();
    }

    private static Object meet(String sql, Call call) throws Throwable {
        if (sql.contains("mirror_replay set alive_at") && signs.incrementAndGet() == 1 && losesASign) {
            throw new IllegalStateException("a fault of a sign");
        }
        if (Thread.currentThread().getName().equals("mirror-replay") && sql.contains("data_file")) {
            files.await();
            if (isTooDeep) {
                throw new StackOverflowError("deeper than there is room for");
            }
        }
        return call.make();
    }

    /** A replay stands still before it reads the files of Postgres. */
    @BeforeEach
    void standStill() {
        files = new CountDownLatch(1);
        isTooDeep = false;
        losesASign = false;
        signs.set(0);
        faulty.bean(MirrorReplays.class).mayTake(Duration.ofMillis(1));
        other.bean(MirrorReplays.class).mayTake(Duration.ofMillis(1));
    }

    @AfterEach
    void goOn() {
        files.countDown();
    }

    private static void table(String name) {
        faulty.post("/api/v1/tables", Requests.table(name)).expect(201);
        for (int version = 1; version <= LAST; version++) {
            faulty.post(
                            "/api/v1/tables/" + name + "/commits",
                            Requests.commit(Requests.add("part-" + version, version)))
                    .expect(200);
        }
        new ReplayEquality(faulty, name).awaitMirror();
    }

    private static JsonNode verify(MetadataServer server, String table, Long from) {
        return server.post("/api/v1/tables/" + table + "/mirror/verify", Collections.singletonMap("fromVersion", from))
                .expect(200)
                .json();
    }

    /** Nobody waits at the replica that meets it: the next request comes to another one. */
    @Test
    void anErrorIsToldToWhoeverAsksNext() {
        table("deep");
        isTooDeep = true;
        assertThat(verify(faulty, "deep", null).has("nextVersion")).isTrue();
        files.countDown();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> !faulty.bean(MirrorReplays.class).areUnderway());

        String told = other.post("/api/v1/tables/deep/mirror/verify", Map.of("fromVersion", LAST))
                .expect(503)
                .text();
        assertThat(told).contains("Kernel's replay met a fault of this service").doesNotContain("deeper than");
    }

    @Test
    void aSignThatMeetsAFaultIsNotTheLast() {
        table("signed");
        losesASign = true;
        assertThat(verify(faulty, "signed", null).has("nextVersion")).isTrue();

        await().until(() -> signs.get() > 1);

        files.countDown();
        JsonNode ended = await().atMost(Duration.ofMinutes(1))
                .until(() -> verify(other, "signed", LAST), report -> !report.has("nextVersion"));
        assertThat(ended.get("sound").booleanValue()).as("%s", ended).isTrue();
    }
}
