package io.weir.metadata.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.delta.LogFileNames;
import io.weir.delta.checkpoint.CheckpointReader;
import io.weir.delta.checkpoint.CorruptCheckpointException;
import io.weir.delta.checkpoint.LastCheckpoint;
import io.weir.delta.kernel.KernelTable;
import io.weir.delta.log.CheckpointFiles;
import io.weir.delta.log.LogListing;
import io.weir.delta.storage.LocalObjects;
import io.weir.metadata.Requests;
import io.weir.metadata.mirror.KilledReplicas.Kill;
import io.weir.metadata.mirror.KilledReplicas.Moment;
import io.weir.test.s3.Call;
import io.weir.test.s3.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * Replicas are killed at their calls to a bucket, one call after the other, and whoever is there goes on. One log file is so large
 * that it goes in parts. It takes minutes, so it runs where {@code -Dweir.thorough=true} asks for it, as .ci/run does.
 */
@EnabledIfSystemProperty(named = "weir.thorough", matches = "true")
class S3KillTest {

    private static final String KILLED = "killed";

    /** It asks for checkpoints with sidecars. */
    private static final String KILLED_WITH_SIDECARS = "killed_with_sidecars";

    /** Versions from one checkpoint to the next. */
    private static final int INTERVAL = 3;

    /** Of a megabyte each: more than goes with one call. */
    private static final int LARGE_FILES = 34;

    @TempDir
    static Path folder;

    @AutoClose
    private static KilledReplicas replicas;

    /** In the order of a step's calls: what is there after one is what is there before the next, which is not tried again. */
    private static final List<Kill> KILLS = List.of(
            Kill.at(".json", Moment.BEFORE),
            Kill.at(".json", Moment.WITHIN),
            Kill.at(".json", Moment.AFTER),
            Kill.at(".crc", Moment.WITHIN),
            Kill.at(".crc", Moment.AFTER),
            Kill.at(".checkpoint.parquet", Moment.BEFORE),
            Kill.at(".checkpoint.parquet", Moment.WITHIN),
            Kill.at("_last_checkpoint", Moment.BEFORE),
            Kill.at("_last_checkpoint", Moment.WITHIN),
            Kill.at("_last_checkpoint", Moment.AFTER));

    /** A sidecar is there before what names it, and that before the pointer to it. */
    private static final List<Kill> KILLS_OF_SIDECARS = List.of(
            new Kill(S3KillTest::putsSidecar, Moment.WITHIN),
            new Kill(S3KillTest::putsSidecar, Moment.AFTER),
            new Kill(S3KillTest::putsTopLevel, Moment.BEFORE),
            new Kill(S3KillTest::putsTopLevel, Moment.AFTER),
            Kill.at("_last_checkpoint", Moment.BEFORE),
            Kill.at("_last_checkpoint", Moment.AFTER));

    /** Of those kills the ones after which a sidecar is there that nothing will ever name. */
    private static final int LEAVE_A_SIDECAR = 2;

    /** One after the other, of the same file. */
    private static final List<Kill> KILLS_IN_PARTS = List.of(
            new Kill(call -> call.parameter("partNumber").equals("2"), Moment.WITHIN),
            new Kill(S3KillTest::completes, Moment.BEFORE),
            new Kill(S3KillTest::completes, Moment.AFTER));

    private static boolean putsSidecar(Call call) {
        return call.method().equals("PUT") && call.key().contains("/_sidecars/");
    }

    private static boolean putsTopLevel(Call call) {
        return call.method().equals("PUT") && call.key().matches(".*\\.checkpoint\\..*\\.json");
    }

    private static boolean completes(Call call) {
        return call.method().equals("POST") && call.asks("uploadId");
    }

    @BeforeAll
    static void start() {
        replicas = new KilledReplicas(folder);
    }

    private static void create(String table, String... properties) {
        Map<String, Object> request = Requests.table(table);
        request.put("location", "s3://" + S3Server.BUCKET + "/lake/" + table);
        Map<String, String> all = new HashMap<>(Map.of("delta.checkpointInterval", String.valueOf(INTERVAL)));
        for (int property = 0; property < properties.length; property += 2) {
            all.put(properties[property], properties[property + 1]);
        }
        request.put("properties", all);
        replicas.server.post("/api/v1/tables", request).expect(201);
    }

    private static Map<String, Object> small(int version) {
        return Requests.commit(Requests.add("part-" + version, version), Requests.txn("app", version));
    }

    /** Commits up to the next checkpoint, through a kill; what it committed is added, one a version from the first. */
    private static void commitThrough(Kill kill, String table, List<Invariants.Accepted> accepted) {
        replicas.expect(table, kill);
        commitToCheckpoint(table, accepted);
    }

    private static void commitToCheckpoint(String table, List<Invariants.Accepted> accepted) {
        for (int more = 0; more < INTERVAL; more++) {
            accepted.add(commit(table, small(accepted.size() + 1)));
        }
        replicas.finish(table);
    }

    private static Invariants.Accepted commit(String table, Map<String, Object> commit) {
        JsonNode answer = replicas.server
                .post("/api/v1/tables/" + table + "/commits", commit)
                .expect(200)
                .json();
        return new Invariants.Accepted(commit, answer.get("version").longValue());
    }

    /** Files that say so much of themselves that their log file goes in parts; the next commit takes them away. */
    private static Map<String, Object> large(int version) {
        List<Map<String, Object>> actions = new ArrayList<>();
        for (int file = 0; file < LARGE_FILES; file++) {
            Map<String, Object> add = new HashMap<>(body(Requests.add("large-" + file, 1)));
            add.put("tags", Map.of("said", "x".repeat(1 << 20)));
            actions.add(Map.of("add", add));
        }
        actions.add(Requests.txn("app", version));
        return Requests.commit(actions.toArray(Map<?, ?>[]::new));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> body(Map<String, Object> add) {
        return (Map<String, Object>) add.get("add");
    }

    private static void assertInvariantsHold(String table, List<Invariants.Accepted> accepted) {
        new Invariants(replicas.server)
                .readingAt(location -> replicas.copy(table).toString())
                .withSecrets(KilledReplicas.SECRET)
                .withLogs(replicas.logs())
                .assertHold(table, accepted.toArray(Invariants.Accepted[]::new));
        assertThat(replicas.s3.keys())
                .filteredOn(key -> key.startsWith("lake/" + table + "/"))
                .allMatch(key -> key.startsWith(KilledReplicas.log(table)));
    }

    /** Others open the table, by the checkpoint of its last version, and that is what they are pointed at. */
    private static void assertIsOpenedByCheckpoint(String table, long version) throws IOException {
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(replicas.server
                        .get("/api/v1/tables/" + table + "/mirror")
                        .expect(200)
                        .json()
                        .path("lastCheckpointVersion")
                        .asLong())
                .isEqualTo(version));
        Path copy = replicas.copy(table);
        byte[] pointer = Files.readAllBytes(copy.resolve("_delta_log").resolve(LogFileNames.LAST_CHECKPOINT));
        assertThat(LastCheckpoint.parse(pointer).version()).isEqualTo(version);
        new CheckpointHint(copy).holds();
        KernelTable opened = KernelTable.open(copy.toString());
        assertThat(opened.version()).isEqualTo(version);
        assertThat(opened.fileCount()).isEqualTo(version);
    }

    /** Sidecars that are there and that no checkpoint names; those that one names are there. */
    private static Set<String> unnamedSidecars(String table) throws IOException, CorruptCheckpointException {
        LocalObjects objects = new LocalObjects(replicas.copy(table));
        CheckpointReader reader = new CheckpointReader(objects, folder.resolve("read"));
        Set<String> named = new HashSet<>();
        for (CheckpointFiles checkpoint : LogListing.of(objects).checkpoints()) {
            assertThat(reader.problem(checkpoint)).isEmpty();
            named.addAll(reader.sidecars(checkpoint));
        }
        Set<String> there = new HashSet<>();
        objects.listFrom(LogFileNames.LOG_FOLDER + "/" + LogFileNames.SIDECAR_FOLDER + "/0")
                .forEach(sidecar -> there.add(sidecar.name()));
        assertThat(there).containsAll(named);
        there.removeAll(named);
        return there;
    }

    /** Has the versions up to one expire, and every sidecar that is there be as old. */
    private static void age(String table, long version) {
        Duration age = Duration.ofDays(2);
        replicas.server
                .bean(JdbcClient.class)
                .sql("update commit_log set timestamp = timestamp - ? where version <= ? and table_id ="
                        + " (select table_id from delta_table where name = ?)")
                .params(age.toMillis(), version, table)
                .update();
        replicas.s3.keys().stream()
                .filter(key -> key.startsWith(KilledReplicas.log(table) + LogFileNames.SIDECAR_FOLDER))
                .forEach(key -> replicas.s3.age(key, age));
    }

    @Test
    void whereverAReplicaIsKilledEveryVersionIsPublishedOnceWithItsBytes() {
        int before = replicas.killed();
        create(KILLED);
        List<Invariants.Accepted> accepted = new ArrayList<>();
        KILLS.forEach(kill -> commitThrough(kill, KILLED, accepted));
        int large = accepted.size() + 1;
        KILLS_IN_PARTS.forEach(kill -> replicas.expect(KILLED, kill));
        accepted.add(commit(KILLED, large(large)));
        replicas.finish(KILLED);
        commit(
                KILLED,
                Requests.commit(IntStream.range(0, LARGE_FILES)
                        .mapToObj(file -> Requests.remove("large-" + file))
                        .toArray(Map<?, ?>[]::new)));
        accepted.add(commit(KILLED, small(large + 2)));
        replicas.finish(KILLED);

        assertThat(replicas.killed() - before).isEqualTo(KILLS.size() + KILLS_IN_PARTS.size());
        // What a dead process began; what was begun by one that lived is gone.
        assertThat(replicas.s3.uploads())
                .hasSize(2)
                .containsOnly(KilledReplicas.log(KILLED) + LogFileNames.commit(large));
        assertThat(replicas.server
                        .get("/api/v1/tables/" + KILLED)
                        .expect(200)
                        .json()
                        .get("files")
                        .intValue())
                .isEqualTo(large);
        assertInvariantsHold(KILLED, accepted);
    }

    @Test
    void whereverAReplicaIsKilledACheckpointWithASidecarIsPointedAtAndNothingIsLeft() throws Exception {
        int before = replicas.killed();
        create(KILLED_WITH_SIDECARS, "delta.checkpointPolicy", "v2", "delta.logRetentionDuration", "interval 1 hour");
        List<Invariants.Accepted> accepted = new ArrayList<>();
        for (Kill kill : KILLS_OF_SIDECARS) {
            commitThrough(kill, KILLED_WITH_SIDECARS, accepted);
            assertIsOpenedByCheckpoint(KILLED_WITH_SIDECARS, accepted.size());
        }
        assertThat(replicas.killed() - before).isEqualTo(KILLS_OF_SIDECARS.size());
        assertInvariantsHold(KILLED_WITH_SIDECARS, accepted);
        assertThat(unnamedSidecars(KILLED_WITH_SIDECARS)).hasSize(LEAVE_A_SIDECAR);

        age(KILLED_WITH_SIDECARS, accepted.size() - INTERVAL);
        commitToCheckpoint(KILLED_WITH_SIDECARS, accepted);

        assertIsOpenedByCheckpoint(KILLED_WITH_SIDECARS, accepted.size());
        assertThat(unnamedSidecars(KILLED_WITH_SIDECARS)).isEmpty();
    }
}
