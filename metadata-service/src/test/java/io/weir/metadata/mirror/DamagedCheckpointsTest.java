package io.weir.metadata.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.delta.LogFileNames;
import io.weir.delta.kernel.KernelTable;
import io.weir.delta.kernel.UnreadableTableException;
import io.weir.delta.storage.LocalObjects;
import io.weir.delta.storage.StoredFolders;
import io.weir.metadata.InterceptedObjects;
import io.weir.metadata.MetadataServer;
import io.weir.metadata.Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A checkpoint that nobody can read stands for nothing: no log file goes because of it. */
class DamagedCheckpointsTest {

    private static final int LAST = 8;

    @TempDir
    static Path folder;

    @AutoClose
    private static MetadataServer server;

    @BeforeAll
    static void start() {
        server = MetadataServer.startOnNewDatabase(folder, "--weir.metadata.mirror.poll-interval=20ms");
    }

    /** A table with checkpoints of versions 3 and 6, up to version 8. */
    private static void table(String name, Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(more);
        properties.put("delta.checkpointInterval", "3");
        properties.put("delta.logRetentionDuration", "interval 1 hour");
        server.post("/api/v1/tables", Requests.table(name, properties)).expect(201);
        commits(name, 1, LAST);
        awaitCheckpoint(name, 6);
    }

    /** The log of such a table, as another writer's, of which one checkpoint is there that is cut off in the middle. */
    private static Path damagedLog(String name, long version) throws IOException {
        return damagedLog(name, LogFileNames.checkpoint(version));
    }

    private static Path damagedLog(String name, String... damaged) throws IOException {
        table(name + "_origin", Map.of());
        new ReplayEquality(server, name + "_origin").awaitMirror();
        Path copy = Files.createDirectories(folder.resolve("tables/" + name + "/_delta_log"));
        try (Stream<Path> files = Files.list(log(name + "_origin"))) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".json")).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        byte[] whole = Files.readAllBytes(log(name + "_origin").resolve(LogFileNames.checkpoint(3)));
        for (String file : damaged) {
            Files.write(copy.resolve(file), Arrays.copyOf(whole, 500));
        }
        return copy;
    }

    private static void importTable(String name) {
        Path location = folder.resolve("tables/" + name);
        String path = "/api/v1/tables/" + name + "/import";
        server.post(path, Map.of("location", location.toString())).expect(202);
        await().pollInterval(Duration.ofMillis(5))
                .until(() -> !server.get(path).json().get("state").stringValue().equals("RUNNING"));
        JsonNode done = server.get(path).expect(200).json();
        assertThat(done.get("state").stringValue()).as("%s", done).isEqualTo("SUCCEEDED");
        assertThat(done.get("warnings").toString()).contains("is corrupt, so its commits were replayed");
    }

    private static void commits(String table, int from, int to) {
        for (int version = from; version <= to; version++) {
            server.post(
                            "/api/v1/tables/" + table + "/commits",
                            Requests.commit(Requests.add("part-" + version, version)))
                    .expect(200);
        }
    }

    private static void awaitCheckpoint(String table, long version) {
        await().pollInterval(Duration.ofMillis(10))
                .until(() -> mirror(table).path("lastCheckpointVersion").asLong(-1) == version);
    }

    private static JsonNode mirror(String table) {
        return server.get("/api/v1/tables/" + table + "/mirror").expect(200).json();
    }

    private static Path log(String table) {
        return folder.resolve("tables").resolve(table).resolve("_delta_log");
    }

    private static String place(String table) {
        return folder.resolve("tables").resolve(table).toString();
    }

    /** Makes the versions up to one older than the log's retention. */
    private static void age(String table, long version) {
        server.bean(JdbcClient.class)
                .sql("update commit_log set timestamp = timestamp - 7200000 where version <= ? and table_id ="
                        + " (select table_id from delta_table where name = ? and dropped_at is null)")
                .params(version, table)
                .update();
    }

    @Test
    void noLogFileGoesBecauseOfACheckpointThatCannotBeRead() throws IOException {
        Path log = damagedLog("kept", 3);
        importTable("kept");
        age("kept", 4);
        commits("kept", 9, 9);
        awaitCheckpoint("kept", 9);

        // As whoever looks after the table would, and as Spark does by itself.
        Files.delete(log.resolve(LogFileNames.checkpoint(3)));
        for (long version = 0; version <= 9; version++) {
            assertThat(KernelTable.open(place("kept"), version).fileCount()).isEqualTo(version);
        }
    }

    @Test
    void whatCannotBeReadGoesWithTheRestOnceASoundOneIsOldEnough() throws IOException {
        Path log = damagedLog("passed", 3);
        importTable("passed");
        commits("passed", 9, 11);
        awaitCheckpoint("passed", 9);
        age("passed", 10);
        commits("passed", 12, 12);
        awaitCheckpoint("passed", 12);
        assertThat(log.resolve(LogFileNames.commit(8))).doesNotExist();
        assertThat(log.resolve(LogFileNames.checkpoint(3))).doesNotExist();
        for (long version = 9; version <= 12; version++) {
            assertThat(KernelTable.open(place("passed"), version).fileCount()).isEqualTo(version);
        }
    }

    /** Kernel begins at the newest checkpoint, and would not open the table before the next one. */
    @ParameterizedTest
    @ValueSource(longs = {6, LAST})
    void anImportedTableCanBeOpenedAgain(long damaged) throws IOException {
        String name = "opened" + damaged;
        damagedLog(name, damaged);
        assertThatThrownBy(() -> KernelTable.open(place(name)).fileCount())
                .isInstanceOf(UnreadableTableException.class);
        importTable(name);
        awaitCheckpoint(name, LAST);
        assertThat(KernelTable.open(place(name)).fileCount()).isEqualTo(LAST);
        assertThat(server.post("/api/v1/tables/" + name + "/mirror/verify", Map.of())
                        .expect(200)
                        .json()
                        .get("sound")
                        .booleanValue())
                .isTrue();
    }

    static Stream<List<String>> otherKinds() {
        String name = LogFileNames.checkpoint(LAST).replace(".parquet", "");
        String id = ".80a083e8-7026-4e79-81be-64bd76c43a11";
        return Stream.of(
                List.of(name + id + ".json"),
                List.of(name + id + ".parquet"),
                List.of(name + ".0000000001.0000000002.parquet", name + ".0000000002.0000000002.parquet"));
    }

    /** Ours has another name, and readers take the other one of the same version. */
    @ParameterizedTest
    @MethodSource("otherKinds")
    void anImportedTableCanBeOpenedAgainWhateverKindOfCheckpointItWas(List<String> damaged) throws IOException {
        String name = "kind" + Math.abs(damaged.hashCode());
        Path log = damagedLog(name, damaged.toArray(String[]::new));
        assertThatThrownBy(() -> KernelTable.open(place(name)).fileCount())
                .isInstanceOf(UnreadableTableException.class);
        importTable(name);
        awaitCheckpoint(name, LAST);
        assertThat(KernelTable.open(place(name)).fileCount()).isEqualTo(LAST);
        for (String file : damaged) {
            assertThat(log.resolve(file)).doesNotExist();
        }
    }

    /** Whatever links lead to is read and written as any other log. */
    @ParameterizedTest
    @ValueSource(strings = {"log", "table"})
    void anImportedTableThatLinksLeadToCanBeOpenedAgain(String linked) throws IOException {
        String name = "linked_" + linked;
        Path log = damagedLog(name, LAST);
        Path link = linked.equals("log") ? log : log.getParent();
        Files.createSymbolicLink(link, Files.move(link, folder.resolve("tables/elsewhere_" + linked)));
        importTable(name);
        awaitCheckpoint(name, LAST);
        assertThat(KernelTable.open(place(name)).fileCount()).isEqualTo(LAST);
    }

    /** What is damaged of a checkpoint of ours. */
    private enum Damage {
        CLASSIC("classic", "0*6\\.checkpoint\\.parquet"),
        TOP_LEVEL("v2", "0*6\\.checkpoint\\..*\\.json"),
        SIDECARS("v2", ".*-.*\\.parquet");

        private final String policy;
        private final String name;

        Damage(String policy, String name) {
            this.policy = policy;
            this.name = name;
        }
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void aRepairMakesACheckpointThatCannotBeReadAnew(Damage damage) throws IOException {
        String name = "mended_" + damage.name().toLowerCase(Locale.ROOT);
        Map<String, String> properties =
                Map.of("delta.checkpointPolicy", damage.policy, "delta.checkpointInterval", "3");
        server.post("/api/v1/tables", Requests.table(name, properties)).expect(201);
        commits(name, 1, 6);
        awaitCheckpoint(name, 6);
        try (Stream<Path> files = Files.walk(log(name))) {
            for (Path file : files.filter(file -> file.getFileName().toString().matches(damage.name))
                    .toList()) {
                Files.writeString(file, "cut off");
            }
        }
        assertThatThrownBy(() -> KernelTable.open(place(name)).fileCount())
                .isInstanceOf(UnreadableTableException.class);

        server.post("/api/v1/tables/" + name + "/mirror/repair", Map.of()).expect(200);
        await().until(() -> isReadable(name));
        assertThat(KernelTable.open(place(name)).fileCount()).isEqualTo(6);
        assertThat(mirror(name).path("lastError").isMissingNode()).isTrue();
    }

    /** Between the two, another may be made or not: delta-rs and DuckDB would not open a table that points at none. */
    @Test
    void whatPointsAtACheckpointGoesBeforeIt() throws IOException {
        table("pointed", Map.of());
        Path pointer = log("pointed").resolve(LogFileNames.LAST_CHECKPOINT);
        Files.writeString(log("pointed").resolve(LogFileNames.checkpoint(6)), "cut off");
        List<Boolean> pointed = new ArrayList<>();
        StoredFolders objects =
                InterceptedObjects.of(new LocalObjects(folder.resolve("tables/pointed")), (method, call) -> {
                    Object made = call.make();
                    if (method.equals("delete")) {
                        pointed.add(Files.exists(pointer));
                    }
                    return made;
                });

        assertThat(server.bean(DamagedCheckpoints.class).remove(objects, 6)).isTrue();
        assertThat(pointed).hasSizeGreaterThan(1).containsOnly(false);
        assertThat(KernelTable.open(place("pointed")).fileCount()).isEqualTo(LAST);
    }

    private static boolean isReadable(String table) {
        try {
            return KernelTable.open(place(table)).fileCount() >= 0;
        } catch (UnreadableTableException damaged) {
            return false;
        }
    }

    /** Which sidecars it named cannot be told. */
    @Test
    void sidecarsStayWhereACheckpointCannotSayWhichItNamesAndTheMirrorGoesOn() throws IOException {
        table("sidecars", Map.of("delta.checkpointPolicy", "v2"));
        Path sidecars = log("sidecars").resolve("_sidecars");
        try (Stream<Path> files = Files.list(log("sidecars"))) {
            Path second = files.filter(file -> file.getFileName().toString().matches("0*6\\.checkpoint\\..*"))
                    .findFirst()
                    .orElseThrow();
            Files.writeString(second, "cut off");
        }
        List<Path> before = files(sidecars);
        for (Path sidecar : before) {
            Files.setLastModifiedTime(sidecar, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        }
        age("sidecars", 4);
        commits("sidecars", 9, 9);
        awaitCheckpoint("sidecars", 9);
        assertThat(mirror("sidecars").path("lastError").isMissingNode()).isTrue();
        assertThat(log("sidecars").resolve(LogFileNames.commit(2))).doesNotExist();
        assertThat(files(sidecars)).containsAll(before);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
