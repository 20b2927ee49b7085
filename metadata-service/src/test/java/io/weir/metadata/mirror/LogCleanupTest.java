package io.weir.metadata.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.delta.LogFileNames;
import io.weir.metadata.MetadataServer;
import io.weir.metadata.Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What it costs to take expired log files away: what has newly expired is looked through once, and not with each checkpoint. */
class LogCleanupTest {

    private static final String LOG = "_delta_log/0000000000000000000";
    private static final String THOUSAND = "_delta_log/00000000000000000";

    /** More than any page. */
    private static final int MANY = 2500;

    @TempDir
    static Path folder;

    private static final FaultyStores stores = new FaultyStores();

    @AutoClose
    private static MetadataServer server;

    private static MirrorStep step;

    @BeforeAll
    static void start() {
        server = MetadataServer.startOnNewDatabase(
                folder, MetadataServer.withStores(stores), "--weir.metadata.mirror.workers=0");
        step = server.bean(MirrorStep.class);
    }

    /** A table with checkpoints of versions 3 and 6, up to version 8. */
    private static void table(String name) {
        Map<String, String> properties =
                Map.of("delta.checkpointInterval", "3", "delta.logRetentionDuration", "interval 1 hour");
        server.post("/api/v1/tables", Requests.table(name, properties)).expect(201);
        publish(name, 1, 8);
    }

    /** Commits some versions and publishes them; what was called then. */
    private static List<String> publish(String table, int from, int to) {
        for (int version = from; version <= to; version++) {
            commit(table, version);
        }
        stores.forget();
        await().pollInterval(Duration.ofMillis(5)).until(() -> !step.run());
        return stores.calls();
    }

    private static void commit(String table, int version) {
        server.post("/api/v1/tables/" + table + "/commits", Requests.commit(Requests.add("part-" + version, version)))
                .expect(200);
    }

    /** Makes the versions up to one older than the log's retention. */
    private static void age(String table, long version) {
        age(table, version, Duration.ofHours(2));
    }

    private static void age(String table, long version, Duration age) {
        server.bean(JdbcClient.class)
                .sql("update commit_log set timestamp = timestamp - ? where version <= ? and table_id ="
                        + " (select table_id from delta_table where name = ?)")
                .params(age.toMillis(), version, table)
                .update();
    }

    private static List<String> ofCleanup(List<String> calls) {
        return calls.stream()
                .filter(call -> call.startsWith("list") || call.startsWith("get") || call.startsWith("delete"))
                .toList();
    }

    /** Version 4 has expired, and stays: the checkpoint of version 3 stands for what is before that one only. */
    @Test
    void whatExpiredIsListedOnceAndTheCheckpointThatStaysReadOnce() {
        table("cleaned");
        age("cleaned", 4);

        assertThat(ofCleanup(publish("cleaned", 9, 9)))
                .containsExactly(
                        "list " + THOUSAND,
                        "get " + LOG + "3.checkpoint.parquet",
                        "list _delta_log/0",
                        "delete " + LOG + "0.crc",
                        "delete " + LOG + "0.json",
                        "delete " + LOG + "1.crc",
                        "delete " + LOG + "1.json",
                        "delete " + LOG + "2.crc",
                        "delete " + LOG + "2.json",
                        "list _delta_log/_sidecars/");
        assertThat(ofCleanup(publish("cleaned", 10, 15))).isEmpty();

        age("cleaned", 7);
        assertThat(ofCleanup(publish("cleaned", 16, 18)))
                .contains("list " + THOUSAND, "get " + LOG + "6.checkpoint.parquet", "delete " + LOG + "5.json")
                .doesNotContain("delete " + LOG + "6.json");
    }

    /**
     * Delta's own engines take a time without the word before it, as a table that was imported may have it; and words that nobody
     * understands take nothing away.
     */
    @ParameterizedTest
    @CsvSource({"long-kept, 365 Days", "misread, for ever"})
    void whatTheTableSaysToKeepStays(String table, String retention) {
        table(table);
        server.bean(JdbcClient.class)
                .sql("update delta_table set metadata = replace(metadata, 'interval 1 hour', ?) where name = ?")
                .params(retention, table)
                .update();
        age(table, 4, Duration.ofDays(40));

        assertThat(ofCleanup(publish(table, 9, 9))).isEmpty();
    }

    @Test
    void aCheckpointThatCannotBeReadIsReadOnce() throws IOException {
        table("damaged");
        Path checkpoint = folder.resolve("tables/damaged/_delta_log").resolve(LogFileNames.checkpoint(3));
        Files.writeString(checkpoint, "cut off");
        age("damaged", 4);

        assertThat(ofCleanup(publish("damaged", 9, 9)))
                .containsExactly("list " + THOUSAND, "get " + LOG + "3.checkpoint.parquet");
        assertThat(ofCleanup(publish("damaged", 10, 15))).isEmpty();

        age("damaged", 7);
        assertThat(ofCleanup(publish("damaged", 16, 18)))
                .contains("get " + LOG + "6.checkpoint.parquet", "delete " + LOG + "3.checkpoint.parquet");
    }

    /** So that most checkpoints find nothing that has newly expired. */
    @ParameterizedTest
    @CsvSource({
        "P30D, 2026-10-26T00:00:00Z",
        "P1D, 2026-11-24T00:00:00Z",
        "PT12H, 2026-11-24T22:30:00Z",
        "PT1H, 2026-11-25T09:30:00Z",
        "PT0S, 2026-11-25T10:31:17Z"
    })
    void whatExpiresDoesSoInSteps(Duration retention, Instant cutoff) {
        assertThat(LogCleanup.cutoff(Instant.parse("2026-11-25T10:31:17Z"), retention))
                .isEqualTo(cutoff.toEpochMilli());
    }

    @Test
    void nothingIsListedWhereNothingHasExpired() {
        table("fresh");
        assertThat(ofCleanup(publish("fresh", 9, 15))).isEmpty();
    }

    /** Files of later versions, of a kind that nobody looks into, and one that an earlier cleanup left. */
    private static void makeLong(String table) throws IOException {
        Path log = folder.resolve("tables").resolve(table).resolve("_delta_log");
        for (int version = 10; version < MANY; version++) {
            Files.writeString(log.resolve(LogFileNames.checksum(100_000 + version)), "");
        }
    }

    /** Neither the names of what stays nor those of what goes are ever all in memory. */
    @Test
    void aLongLogIsListedByPagesAndOnlyAsFarAsItHasExpired() throws IOException {
        table("long");
        makeLong("long");
        age("long", 4);

        List<String> calls = publish("long", 9, 9);
        assertThat(calls).contains("delete " + LOG + "2.json").doesNotContain("delete " + LOG + "3.json");
        assertThat(stores.mostListed()).isPositive().isLessThanOrEqualTo(1000);
        assertThat(calls.stream().filter("list _delta_log/0"::equals)).hasSize(1);
    }

    /** All before the checkpoint that stays goes, though it is more than a page holds. */
    @Test
    void moreThanAPageGoes() throws IOException {
        table("many");
        Path log = folder.resolve("tables/many/_delta_log");
        for (int left = 0; left < MANY; left++) {
            Files.writeString(log.resolve(LogFileNames.v2Checkpoint(0, new UUID(left, left), false)), "");
        }
        age("many", 4);

        publish("many", 9, 9);
        assertThat(stores.mostListed()).isLessThanOrEqualTo(1000);
        try (Stream<Path> files = Files.list(log)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(
                            name -> name.startsWith("0") && name.compareTo(LogFileNames.thousandPrefix(0) + "003") < 0);
        }
    }

    /** Of another writer's table there may be a checkpoint of any kind; what there is of later versions is nobody's concern. */
    @Test
    void aCheckpointIsLookedForByItsVersionOnly() throws IOException {
        Map<String, String> properties = Map.of("delta.checkpointInterval", "3");
        server.post("/api/v1/tables", Requests.table("looked_for", properties)).expect(201);
        publish("looked_for", 1, 2);
        makeLong("looked_for");

        List<String> calls = publish("looked_for", 3, 3);
        assertThat(calls).contains("list " + LOG + "3.checkpoint.", "put " + LOG + "3.checkpoint.parquet");
        assertThat(stores.mostListed()).isZero();
    }

    /** The checkpoint that stays is where it is, however far back. */
    @Test
    void theCheckpointThatStaysMayBeThousandsOfVersionsBack() throws IOException {
        Map<String, String> properties =
                Map.of("delta.checkpointInterval", "500", "delta.logRetentionDuration", "interval 1 hour");
        server.post("/api/v1/tables", Requests.table("back", properties)).expect(201);
        publish("back", 1, 1001);
        Path log = folder.resolve("tables/back/_delta_log");
        Files.delete(log.resolve(LogFileNames.checkpoint(1000)));
        age("back", 1000);

        server.post("/api/v1/tables/back/mirror/repair", Map.of("fromVersion", 1001))
                .expect(200);
        publish("back", 1002, 1002);
        assertThat(log.resolve(LogFileNames.commit(499))).doesNotExist();
        assertThat(log.resolve(LogFileNames.commit(500))).exists();
        assertThat(log.resolve(LogFileNames.checkpoint(500))).exists();
        assertThat(stores.mostListed()).isLessThanOrEqualTo(1000);
    }

    /** A table whose cleanup broke off before the log file of version 1; where its log is. */
    private static Path brokenOff(String table) {
        table(table);
        age(table, 4);
        commit(table, 9);
        stores.failAt("delete " + LOG + "1.json");
        await().pollInterval(Duration.ofMillis(5)).until(() -> !step.run());
        stores.relent();
        Path log = folder.resolve("tables").resolve(table).resolve("_delta_log");
        assertThat(log.resolve(LogFileNames.commit(0))).doesNotExist();
        assertThat(log.resolve(LogFileNames.commit(1))).exists();
        return log;
    }

    /** What failed is not tried again at once. */
    private static void publishAfterAFailure(String table, int from, int to) {
        stores.forget();
        for (int version = from; version <= to; version++) {
            commit(table, version);
        }
        await().pollInterval(Duration.ofMillis(5)).untilAsserted(() -> {
            step.run();
            assertThat(new ReplayEquality(server, table)
                            .mirror()
                            .path("lastCheckpointVersion")
                            .longValue())
                    .isEqualTo(to);
        });
    }

    /** Though no newer checkpoint has expired meanwhile, and may not for long. */
    @Test
    void whatACleanupThatBrokeOffLeftGoesWithTheNextOne() {
        Path log = brokenOff("left");

        publishAfterAFailure("left", 10, 12);

        assertThat(log.resolve(LogFileNames.commit(1))).doesNotExist();
        assertThat(log.resolve(LogFileNames.checksum(2))).doesNotExist();
        assertThat(log.resolve(LogFileNames.commit(3))).exists();
        age("left", 5);
        assertThat(ofCleanup(publish("left", 13, 15)))
                .containsExactly("list " + THOUSAND, "list _delta_log/0", "list _delta_log/_sidecars/");
    }

    /** Then it is all that there is of the versions before. */
    @Test
    void whatIsLeftStaysWhereTheCheckpointBehindItCannotBeReadAnyMore() throws IOException {
        Path log = brokenOff("left_and_damaged");
        Files.writeString(log.resolve(LogFileNames.checkpoint(3)), "cut off");

        publishAfterAFailure("left_and_damaged", 10, 12);

        assertThat(log.resolve(LogFileNames.commit(1))).exists();
        assertThat(log.resolve(LogFileNames.commit(2))).exists();
    }

    /** What is gone had expired, whether or not all of it is gone, and is not missed. */
    @Test
    void whatACleanupThatBreaksOffTookAwayIsNotMissing() throws IOException {
        Path log = brokenOff("broken_off");

        JsonNode report = server.post("/api/v1/tables/broken_off/mirror/verify", Map.of())
                .expect(200)
                .json();
        assertThat(report.get("missing")).isEmpty();
        assertThat(report.get("sound").booleanValue()).as("%s", report).isTrue();
        age("broken_off", 7);
        publish("broken_off", 10, 12);
        // What failed is not tried again at once.
        await().pollInterval(Duration.ofMillis(5)).untilAsserted(() -> {
            step.run();
            assertThat(log.resolve(LogFileNames.commit(1))).doesNotExist();
        });
    }

    /** It may be another table's, too; what is not taken away is not noted as gone. */
    @Test
    void aLogThatOnlyALinkLeadsToStaysWhole() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path place = Files.createDirectories(folder.resolve("tables/linked"));
        Files.createSymbolicLink(place.resolve("_delta_log"), elsewhere);
        table("linked");
        age("linked", 4);

        assertThat(publish("linked", 9, 9)).noneMatch(call -> call.startsWith("delete"));
        JsonNode report = server.post("/api/v1/tables/linked/mirror/verify", Map.of())
                .expect(200)
                .json();
        assertThat(report.get("fromVersion").longValue()).isZero();
        assertThat(report.get("missing")).isEmpty();
    }
}
