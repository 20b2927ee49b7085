package io.weir.metadata.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.delta.LogFileNames;
import io.weir.delta.checkpoint.LastCheckpoint;
import io.weir.delta.kernel.KernelTable;
import io.weir.metadata.Backends;
import io.weir.metadata.MetadataServer;
import io.weir.metadata.MovedClock;
import io.weir.metadata.Requests;
import io.weir.metadata.mirror.Invariants.Accepted;
import io.weir.metadata.mirror.LateStores.LateWrite;
import io.weir.test.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * Two replicas, of which the first has a store that does one write late: it was told that the write failed, or still waits for it
 * and was given up by PostgreSQL meanwhile. The second goes on. The steps of both are run by hand.
 */
class LateStoreTest {

    private static final String SECOND_KIND = "v2";
    private static final long FIRST_CHECKPOINT = 3;

    @TempDir
    static Path folder;

    private static final LateStores stores = new LateStores();
    private static final MovedClock clockOfSecond = new MovedClock();
    private static final ExecutorService threads = Executors.newCachedThreadPool();
    private static TestDatabase database;
    private static MetadataServer first;
    private static MetadataServer second;

    private final List<Accepted> accepted = new ArrayList<>();
    private String table = "";

    /** A write of a step that publishes versions 0 to 3 and the checkpoint of the last one. */
    private enum Write {
        LOG_FILE("classic", "_delta_log/0*2\\.json"),
        CHECKSUM("classic", "_delta_log/0*2\\.crc"),
        CHECKPOINT("classic", "_delta_log/0*3\\.checkpoint\\.parquet"),
        POINTER("classic", "_delta_log/_last_checkpoint"),
        SIDECAR(SECOND_KIND, "_delta_log/_sidecars/.*"),
        TOP_LEVEL(SECOND_KIND, "_delta_log/0*3\\.checkpoint\\..*\\.json"),
        POINTER_TO_SECOND(SECOND_KIND, "_delta_log/_last_checkpoint");

        private final String policy;
        private final String name;

        Write(String policy, String name) {
            this.policy = policy;
            this.name = name;
        }
    }

    @BeforeAll
    static void start() {
        database = TestDatabase.create("metadata");
        String[] arguments = {
            "--weir.metadata.mirror.workers=0",
            "--weir.metadata.mirror.first-retry=1ms",
            "--weir.metadata.mirror.longest-retry=1ms"
        };
        first = MetadataServer.start(database, folder, MetadataServer.withStores(stores), arguments);
        second = MetadataServer.start(database, folder, MetadataServer.withChanged(clockOfSecond), arguments);
        for (MetadataServer server : List.of(first, second)) {
            step(server).mayWorkFor(Duration.ofDays(1));
        }
    }

    @AfterAll
    static void stop() {
        threads.shutdownNow();
        second.close();
        first.close();
        database.close();
    }

    private static MirrorStep step(MetadataServer server) {
        return server.bean(MirrorStep.class);
    }

    /** A table at version 3, of which nothing is published, and which the file that version 1 added has left. */
    private void create(String name, String policy, Map<String, String> more) {
        table = name.toLowerCase(Locale.ROOT);
        Map<String, String> properties = new HashMap<>(more);
        properties.put("delta.checkpointPolicy", policy);
        properties.put("delta.checkpointInterval", String.valueOf(FIRST_CHECKPOINT));
        properties.put("delta.deletedFileRetentionDuration", "interval 1 hour");
        first.post("/api/v1/tables", Requests.table(table, properties)).expect(201);
        commit(1, Requests.add("part-1", 1));
        commit(2, Requests.add("part-2", 2));
        commit(3, Requests.remove("part-1"));
    }

    private void commit(int version, Map<?, ?> action) {
        Map<String, Object> body = Requests.commit(action, Requests.txn("app", version));
        JsonNode made = second.post("/api/v1/tables/" + table + "/commits", body)
                .expect(200)
                .json();
        assertThat(made.get("version").longValue()).isEqualTo(version);
        accepted.clear();
        accepted.add(new Accepted(body, version));
    }

    private void commits(int from, int to) {
        for (int version = from; version <= to; version++) {
            commit(version, Requests.add("part-" + version, version));
        }
    }

    /** Has one replica publish the table as far as it may: until it is at the head, or somebody else has it. */
    private void publish(MetadataServer server) {
        while (step(server).leavesBehind(table)) {
            // The next step is due at once.
        }
    }

    private void finish(MetadataServer server) {
        await().pollInterval(Duration.ofMillis(5)).until(() -> {
            publish(server);
            JsonNode mirror = mirror();
            return mirror.get("backlog").longValue() == 0 && !mirror.has("lastError");
        });
    }

    private JsonNode mirror() {
        return second.get("/api/v1/tables/" + table + "/mirror").expect(200).json();
    }

    private Path place() {
        return folder.resolve("tables").resolve(table);
    }

    private LastCheckpoint pointer() throws IOException {
        return LastCheckpoint.parse(
                Files.readAllBytes(place().resolve("_delta_log").resolve(LogFileNames.LAST_CHECKPOINT)));
    }

    /** As one of the replicas says. */
    private void assertAllHold(MetadataServer server) {
        new Invariants(server).assertHold(table, accepted.toArray(Accepted[]::new));
    }

    /** All is well again, whatever was wrong in between, once one of them has made the next checkpoint, of the last version. */
    private void holdsWithTheNextCheckpoint(MetadataServer server, int from, int to) throws IOException {
        commits(from, to);
        finish(server);
        assertThat(pointer().version()).isEqualTo(to);
        assertAllHold(server);
    }

    @ParameterizedTest
    @EnumSource
    void aWriteThatFailedIsDoneAfterAnotherReplicaWentOn(Write write) throws Throwable {
        create("failed_" + write, write.policy, Map.of());
        LateWrite late = stores.failAndDoLate(write.name);
        publish(first);
        assertThat(late.isAsked()).isTrue();
        assertThat(mirror().get("lastError").stringValue()).contains("no answer in time");
        commits(4, 7);
        finish(second);

        late.carryOut();

        assertAllHold(second);
        holdsWithTheNextCheckpoint(first, 8, 9);
    }

    /** What is done late is there before the one that goes on writes the same. */
    @ParameterizedTest
    @EnumSource
    void aWriteThatFailedIsDoneBeforeAnotherReplicaGoesOn(Write write) throws Throwable {
        create("before_" + write, write.policy, Map.of());
        LateWrite late = stores.failAndDoLate(write.name);
        publish(first);

        late.carryOut();

        // Of the file that was removed the checkpoint of the one tells, and that of the other does not.
        clockOfSecond.setAhead(Duration.ofHours(2));
        try {
            finish(second);
        } finally {
            clockOfSecond.setAhead(Duration.ZERO);
        }
        assertAllHold(first);
        holdsWithTheNextCheckpoint(second, 4, 6);
    }

    /** While PostgreSQL knows who waits, nobody else takes the table, and all others go on. */
    @ParameterizedTest
    @EnumSource
    void aWriteStallsAndAnotherReplicaGoesOnOnceTheFirstIsGivenUp(Write write) throws Throwable {
        create("stalled_" + write, write.policy, Map.of());
        LateWrite late = stores.stall(write.name);
        Future<?> waiting = threads.submit(() -> publish(first));
        late.awaitAsked();
        String beside = table + "_beside";
        second.post("/api/v1/tables", Requests.table(beside)).expect(201);
        publish(second);
        step(second).leavesBehind(beside);
        assertThat(mirror().get("publishedVersion").longValue()).isEqualTo(-1);
        assertThat(new ReplayEquality(second, beside).mirror().get("backlog").longValue())
                .isZero();
        try (Backends backends = new Backends(database.dataSource())) {
            backends.breakOffIdle();
        }
        commits(4, 7);
        finish(second);

        late.carryOut();
        waiting.get(1, TimeUnit.MINUTES);

        assertThat(mirror().has("lastError")).as("%s", mirror()).isFalse();
        assertAllHold(second);
        holdsWithTheNextCheckpoint(first, 8, 9);
    }

    /** What is found there is what the first attempt wrote, sidecar and all. */
    @ParameterizedTest
    @EnumSource
    void anAnswerIsLostAndTheClientAsksAgain(Write write) throws Exception {
        create("answer_" + write, write.policy, Map.of());
        LateWrite late = stores.loseAnswer(write.name);
        publish(first);
        assertThat(late.isAsked()).isTrue();
        finish(first);
        assertAllHold(first);
        holdsWithTheNextCheckpoint(second, 4, 6);
    }

    private List<String> checkpointsOf(long version) throws IOException {
        try (Stream<Path> files = Files.list(place().resolve("_delta_log"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(LogFileNames.checkpointPrefix(version)))
                    .toList();
        }
    }

    /**
     * By then the log files of that checkpoint's time had expired. Who opens the table lists its log from that version on then, and
     * finds the newest checkpoint, up to the next one that is made; so do Spark, delta-rs and DuckDB.
     */
    @ParameterizedTest
    @EnumSource(names = {"POINTER", "POINTER_TO_SECOND"})
    void aPointerComesLateToACheckpointThatIsGone(Write write) throws Throwable {
        create("gone_" + write, write.policy, Map.of("delta.logRetentionDuration", "interval 1 hour"));
        LateWrite late = stores.failAndDoLate(write.name);
        publish(first);
        commits(4, 8);
        finish(second);
        second.bean(JdbcClient.class)
                .sql("update commit_log set timestamp = timestamp - 7200000 where version <= 7 and table_id ="
                        + " (select table_id from delta_table where name = ?)")
                .param(table)
                .update();
        commits(9, 10);
        finish(second);
        assertThat(checkpointsOf(FIRST_CHECKPOINT)).isEmpty();

        late.carryOut();

        assertThat(pointer().version()).isEqualTo(FIRST_CHECKPOINT);
        assertThat(KernelTable.open(place().toString()).version()).isEqualTo(10);
        assertThat(KernelTable.open(place().toString()).fileCount()).isEqualTo(8);
        assertThat(KernelTable.open(place().toString(), 7).fileCount()).isEqualTo(5);
        commits(11, 12);
        finish(first);
        assertThat(pointer().version()).isEqualTo(12);
        new CheckpointHint(place()).holds();
        assertThat(KernelTable.open(place().toString()).version()).isEqualTo(12);
    }
}
