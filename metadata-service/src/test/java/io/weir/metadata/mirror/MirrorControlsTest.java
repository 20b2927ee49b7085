package io.weir.metadata.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.delta.LogFileNames;
import io.weir.delta.checkpoint.LastCheckpoint;
import io.weir.delta.kernel.KernelTable;
import io.weir.metadata.MetadataServer;
import io.weir.metadata.MetadataSettings;
import io.weir.metadata.MovedClock;
import io.weir.metadata.Requests;
import io.weir.test.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What people do to mirrors, and what tables ask of them. */
@ExtendWith(OutputCaptureExtension.class)
class MirrorControlsTest {

    private static final MovedClock CLOCK = new MovedClock();

    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static MetadataServer server;

    @BeforeAll
    static void start() {
        database = TestDatabase.create("metadata");
        server = MetadataServer.start(
                database, folder, MetadataServer.withChanged(CLOCK), "--weir.metadata.mirror.poll-interval=20ms");
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    private static void table(String name, Map<String, String> properties) {
        server.post("/api/v1/tables", Requests.table(name, properties)).expect(201);
    }

    private static void commits(String table, int from, int to) {
        for (int version = from; version <= to; version++) {
            server.post(
                            "/api/v1/tables/" + table + "/commits",
                            Requests.commit(Requests.add("part-" + version, version), Requests.txn("app", version)))
                    .expect(200);
        }
    }

    private static JsonNode call(String table, String what) {
        return call(table, what, Map.of());
    }

    private static JsonNode call(String table, String what, Map<String, Object> body) {
        return server.post("/api/v1/tables/" + table + "/mirror/" + what, body)
                .expect(200)
                .json();
    }

    private static Path log(String table) {
        return folder.resolve("tables").resolve(table).resolve("_delta_log");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aPausedMirrorStandsStillAndCatchesUp() {
        table("paused", Map.of());
        new ReplayEquality(server, "paused").awaitMirror();
        assertThat(call("paused", "pause").get("state").stringValue()).isEqualTo("PAUSED");
        commits("paused", 1, 3);
        JsonNode status = new ReplayEquality(server, "paused").mirror();
        assertThat(status.get("publishedVersion").longValue()).isZero();
        assertThat(status.get("backlog").longValue()).isEqualTo(3);
        assertThat(status.get("level").stringValue()).isEqualTo("OK");
        call("paused", "resume");
        new ReplayEquality(server, "paused").holdsEverywhere();
    }

    @Test
    void metricsTellHowFarMirrorsAre() {
        table("measured", Map.of());
        new ReplayEquality(server, "measured").awaitMirror();
        call("measured", "pause");
        commits("measured", 1, 3);
        age("measured", 400);
        await().untilAsserted(() -> {
            assertThat(server.metric("mirror_backlog")).isEqualTo(3);
            assertThat(server.metric("mirror_lag_seconds")).isBetween(400.0, 460.0);
            assertThat(server.metric("mirror_tables_late")).isEqualTo(1);
            assertThat(server.metric("mirror_tables_critical")).isEqualTo(1);
        });
        long files = liveFiles();
        assertThat(server.metric("files_active")).isEqualTo(files);
        assertThat(files).isGreaterThanOrEqualTo(3);

        age("measured", -400);
        double published = server.metric("mirror_latency_seconds_count");
        call("measured", "resume");
        new ReplayEquality(server, "measured").holdsEverywhere();
        assertThat(server.metric("mirror_latency_seconds_count")).isEqualTo(published + 3);
        await().untilAsserted(() -> assertThat(server.metric("mirror_backlog")).isZero());
        assertThat(server.metric("mirror_lag_seconds")).isZero();
    }

    private static long liveFiles() {
        return server.get("/api/v1/tables?limit=1000")
                .expect(200)
                .json()
                .get("items")
                .valueStream()
                .mapToLong(found -> found.get("files").longValue())
                .sum();
    }

    @Test
    void metricsGoOnWhereTheClockIsSetBack() {
        table("timeless", Map.of());
        server.metric("files_active");
        CLOCK.setAhead(Duration.ofHours(-1));
        try {
            commits("timeless", 1, 1);
            assertThat(timestamp("timeless", 1))
                    .isEqualTo(timestamp("timeless", 0).plusMillis(1));
            long files = liveFiles();
            await().untilAsserted(
                            () -> assertThat(server.metric("files_active")).isEqualTo(files));
        } finally {
            CLOCK.setAhead(Duration.ZERO);
        }
    }

    private static Instant timestamp(String table, long version) {
        return Instant.parse(server.get("/api/v1/tables/" + table + "/snapshot?version=" + version)
                .expect(200)
                .json()
                .get("timestamp")
                .stringValue());
    }

    /** Has the first version that is not published be so much older. */
    private static void age(String table, int seconds) {
        server.bean(JdbcClient.class)
                .sql("update commit_log set timestamp = timestamp - ? where version = 1 and table_id ="
                        + " (select table_id from delta_table where name = ?)")
                .params(List.of(seconds * 1000L, table))
                .update();
    }

    @Test
    void whatIsMissingIsFoundAndWrittenAgainByItsBytes() throws IOException {
        table("repaired", Map.of());
        commits("repaired", 1, 12);
        new ReplayEquality(server, "repaired").awaitMirror();
        assertThat(call("repaired", "verify").get("sound").booleanValue()).isTrue();
        Path lost = log("repaired").resolve(LogFileNames.commit(11));
        byte[] bytes = Files.readAllBytes(lost);
        Files.delete(lost);
        Files.delete(log("repaired").resolve(LogFileNames.commit(4)));

        JsonNode found = call("repaired", "verify");
        assertThat(found.get("sound").booleanValue()).isFalse();
        assertThat(found.get("missing").toString()).isEqualTo("[4,11]");
        assertThat(found.get("replay")).isNotEmpty();

        assertThat(call("repaired", "repair", Map.of("fromVersion", 4, "toVersion", 4))
                        .get("restored")
                        .toString())
                .isEqualTo("[4]");
        assertThat(call("repaired", "verify").get("missing").toString()).isEqualTo("[11]");
        assertThat(call("repaired", "repair").get("restored").toString()).isEqualTo("[11]");
        assertThat(lost).hasBinaryContent(bytes);
        assertThat(call("repaired", "verify").get("sound").booleanValue()).isTrue();
        await().until(() -> Files.exists(log("repaired").resolve(LogFileNames.checkpoint(12))));
    }

    @Test
    void aForeignFileIsNamedAndNeverOverwritten() throws IOException {
        table("foreign", Map.of());
        commits("foreign", 1, 2);
        new ReplayEquality(server, "foreign").awaitMirror();
        Path file = log("foreign").resolve(LogFileNames.commit(2));
        byte[] ours = Files.readAllBytes(file);
        Files.writeString(file, "{\"commitInfo\":{}}\n");
        assertThat(call("foreign", "verify").get("different").toString()).isEqualTo("[2]");
        assertThat(call("foreign", "repair").get("different").toString()).isEqualTo("[2]");
        assertThat(file).hasContent("{\"commitInfo\":{}}\n");

        Files.writeString(log("foreign").resolve(LogFileNames.commit(3)), "{\"commitInfo\":{}}\n");
        commits("foreign", 3, 3);
        await().until(() -> new ReplayEquality(server, "foreign")
                .mirror()
                .get("level")
                .stringValue()
                .equals("CRITICAL"));
        Files.delete(log("foreign").resolve(LogFileNames.commit(3)));
        Files.write(file, ours);
        call("foreign", "resume");
        new ReplayEquality(server, "foreign").holdsEverywhere();
    }

    /** A cleanup of theirs takes the beginning of what they wrote away; and a log may lie on another disk. */
    @ParameterizedTest
    @CsvSource({"gap, 5000, tables/gap", "link, 1, elsewhere"})
    void whereALogEndsBehindItsTableIsTold(String table, long version, Path place) throws IOException {
        Path log = Files.createDirectories(folder.resolve(place).resolve("_delta_log"));
        if (!log.equals(log(table))) {
            Files.createSymbolicLink(
                    Files.createDirectories(log(table).getParent()).resolve("_delta_log"), log);
        }
        table(table, Map.of());
        new ReplayEquality(server, table).awaitMirror();
        Files.writeString(log.resolve(LogFileNames.commit(version)), "{\"commitInfo\":{}}\n");

        assertThat(call(table, "verify").get("replay").toString())
                .contains("the log ends at version " + version + ", the catalog at 0");
    }

    @Test
    void aRangeThatIsNotPublishedIsRefused() {
        table("ranged", Map.of());
        new ReplayEquality(server, "ranged").awaitMirror();
        String verify = "/api/v1/tables/ranged/mirror/verify";
        assertThat(server.post(verify, Map.of("fromVersion", 5)).expect(422).text())
                .contains("fromVersion", "0 to 0");
        assertThat(server.post(verify, Map.of("fromVersion", 0, "toVersion", 9))
                        .expect(422)
                        .text())
                .contains("toVersion");
        server.post("/api/v1/tables/nobody/mirror/pause", Map.of()).expect(404);
    }

    /** As on a store where each file takes long: of a long log a request looks at some, and the mirror goes on in between. */
    @Test
    void whatOneRequestHasNoTimeForIsLeftToTheNext() throws IOException {
        table("paged", Map.of());
        commits("paged", 1, 5);
        new ReplayEquality(server, "paged").awaitMirror();
        MirrorInspection inspection = server.bean(MirrorInspection.class);
        inspection.mayWorkFor(Duration.ZERO);
        try {
            for (long version : new long[] {1, 3}) {
                Files.delete(log("paged").resolve(LogFileNames.commit(version)));
            }
            List<JsonNode> looked = pages("paged", "verify");
            assertThat(looked).hasSize(7);
            assertThat(looked)
                    .extracting(page -> page.get("missing").toString())
                    .containsExactly("[]", "[1]", "[]", "[3]", "[]", "[]", "[]");
            assertThat(looked)
                    .extracting(page -> page.get("replay").isEmpty())
                    .containsExactly(true, true, true, true, true, true, false);
            assertThat(pages("paged", "repair"))
                    .extracting(page -> page.get("restored").toString())
                    .containsExactly("[]", "[1]", "[]", "[3]", "[]", "[]", "[]", "[]");
            assertThat(pages("paged", "verify"))
                    .allMatch(page -> page.get("sound").booleanValue());
        } finally {
            inspection.mayWorkFor(Duration.ofSeconds(10));
        }
        assertThat(call("paged", "verify").has("nextVersion")).isFalse();
    }

    /** Each goes on where the one before says, and commits between them are published. */
    private static List<JsonNode> pages(String table, String what) {
        List<JsonNode> pages = new ArrayList<>();
        JsonNode page = call(table, what);
        pages.add(page);
        int version =
                server.get("/api/v1/tables/" + table).json().get("version").intValue();
        commits(table, version + 1, version + 1);
        new ReplayEquality(server, table).awaitMirror();
        while (page.has("nextVersion")) {
            long next = page.get("nextVersion").longValue();
            assertThat(next).isEqualTo(page.get("toVersion").longValue() + 1);
            page = server.post("/api/v1/tables/" + table + "/mirror/" + what, Map.of("fromVersion", next))
                    .expect(200)
                    .json();
            pages.add(page);
        }
        return pages;
    }

    @Test
    void anyRangeMayBeAskedFor() {
        assertThat(VersionRange.within(0, 1_000_000, 0L, null)).isEqualTo(new VersionRange(0, 1_000_000));
        assertThat(VersionRange.within(0, 1_000_000, null, null)).isEqualTo(new VersionRange(990_001, 1_000_000));
        assertThat(VersionRange.within(0, 1_000_000, 7L, 600_000L)).isEqualTo(new VersionRange(7, 600_000));
    }

    @Test
    void aTableThatAsksForItHasCheckpointsWithSidecars() throws IOException {
        table("second", Map.of("delta.checkpointPolicy", "v2", "delta.checkpointInterval", "4"));
        commits("second", 1, 9);
        new ReplayEquality(server, "second").holdsEverywhere();
        assertThat(names(log("second").resolve("_sidecars"))).hasSize(2);
        assertThat(names(log("second")))
                .filteredOn(name -> name.contains("checkpoint."))
                .hasSize(2)
                .allMatch(name -> name.endsWith(".json"));
        for (long version = 0; version < 8; version++) {
            Files.delete(log("second").resolve(LogFileNames.commit(version)));
        }
        KernelTable alone = KernelTable.open(folder.resolve("tables/second").toString());
        assertThat(alone.fileCount()).isEqualTo(9);
        LastCheckpoint pointer =
                LastCheckpoint.parse(Files.readAllBytes(log("second").resolve("_last_checkpoint")));
        assertThat(pointer.version()).isEqualTo(8);
        assertThat(pointer.numOfAddFiles()).isEqualTo(8);
    }

    @Test
    void expiredLogFilesGoAndTheRestCanBeRead() throws IOException {
        table(
                "expiring",
                Map.of(
                        "delta.checkpointInterval",
                        "3",
                        "delta.checkpointPolicy",
                        "v2",
                        "delta.logRetentionDuration",
                        "interval 1 hour"));
        commits("expiring", 1, 8);
        new ReplayEquality(server, "expiring").awaitMirror();
        assertThat(names(log("expiring").resolve("_sidecars"))).hasSize(2);
        server.bean(JdbcClient.class)
                .sql("update commit_log set timestamp = timestamp - 7200000 where version <= 4 and table_id ="
                        + " (select table_id from delta_table where name = 'expiring')")
                .update();
        Path sidecars = log("expiring").resolve("_sidecars");
        Files.writeString(sidecars.resolve("orphan.parquet"), "old");
        for (String name : names(sidecars)) {
            Files.setLastModifiedTime(
                    sidecars.resolve(name), FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        }
        Files.writeString(sidecars.resolve("young.parquet"), "about to be named");
        commits("expiring", 9, 9);
        await().until(() -> !Files.exists(log("expiring").resolve(LogFileNames.commit(2))));
        await().until(() -> !names(sidecars).contains("orphan.parquet"));
        assertThat(names(sidecars)).hasSize(4).contains("young.parquet");
        assertThat(names(log("expiring")))
                .contains(LogFileNames.commit(3), LogFileNames.checksum(3))
                .doesNotContain(LogFileNames.commit(0), LogFileNames.checksum(2));
        for (long version = 3; version <= 9; version++) {
            assertThat(KernelTable.open(folder.resolve("tables/expiring").toString(), version)
                            .fileCount())
                    .isEqualTo(version);
        }
        JsonNode report = call("expiring", "verify");
        assertThat(report.get("fromVersion").longValue()).isEqualTo(3);
        assertThat(report.get("sound").booleanValue()).isTrue();
        server.get("/api/v1/tables/expiring/snapshot?version=1").expect(200);
        assertThat(call("expiring", "repair").get("restored").toString()).isEqualTo("[0,1,2]");
    }

    @Test
    void beingLateIsToldOnceAndBeingBackToo(CapturedOutput output) {
        // Not the service's own, which looks by itself in between.
        MirrorWatch watch = new MirrorWatch(server.bean(Mirrors.class), server.bean(MetadataSettings.class));
        for (int time = 0; time < 2; time++) {
            assertThat(watch.tell(new Backlog(1, 5, 61, 7, 0))).isEqualTo(MirrorLevel.WARNING);
        }
        for (int time = 0; time < 2; time++) {
            assertThat(watch.tell(new Backlog(1, 5, 301, 7, 3))).isEqualTo(MirrorLevel.CRITICAL);
        }
        for (int time = 0; time < 2; time++) {
            assertThat(watch.tell(new Backlog(1, 9, 4, 0, 0))).isEqualTo(MirrorLevel.OK);
        }
        assertThat(output.getAll())
                .containsOnlyOnce("Mirrors: WARNING; 7 tables late, 0 critical, 5 versions behind, the oldest 61 s old")
                .containsOnlyOnce("Mirrors: CRITICAL; 7 tables late, 3 critical")
                .containsOnlyOnce("Mirrors: OK; 0 tables late, 0 critical, 9 versions behind, the oldest 4 s old");
    }

    @Test
    void lagHasItsLevels() {
        assertThat(MirrorLevel.of(MirrorState.ACTIVE, 59.9)).isEqualTo(MirrorLevel.OK);
        assertThat(MirrorLevel.of(MirrorState.ACTIVE, 60)).isEqualTo(MirrorLevel.WARNING);
        assertThat(MirrorLevel.of(MirrorState.PAUSED, 300)).isEqualTo(MirrorLevel.CRITICAL);
        assertThat(MirrorLevel.of(MirrorState.SPLIT_BRAIN, 0)).isEqualTo(MirrorLevel.CRITICAL);
    }
}
